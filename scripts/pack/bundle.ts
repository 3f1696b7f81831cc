import { build } from 'esbuild'

/** One thing that is bundled, and the only folders and packages that may be in it: the arrows of the design. */
export interface BundleRules {
  readonly name: string
  readonly source: { readonly entry: string } | { readonly code: string }
  readonly folders: readonly string[]
  /** Packages that are bundled; with none given, packages stay outside and are found at run time. */
  readonly packages?: readonly string[]
  readonly banner?: string
}

export interface Bundle {
  readonly code: string
  /** Minified bytes that come from the project's own folders. */
  readonly ownBytes: number
}

/** The folder or package that an input path of esbuild's metafile belongs to. */
export function originOf(path: string): string {
  const inPackage = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path)
  return inPackage?.[1] ?? path
}

/** The inputs that the rules do not allow, in order. */
export function foreignInputs(
  paths: readonly string[],
  rules: Pick<BundleRules, 'folders' | 'packages'>,
): string[] {
  return paths.filter(path => {
    if (path === '<stdin>') return false
    const origin = originOf(path)
    return origin === path
      ? !rules.folders.some(folder => path.startsWith(folder))
      : !rules.packages?.includes(origin)
  })
}

/** Bundles for Node. Throws, naming the files, when the bundle would hold anything that its rules do not allow. */
export async function bundle(rules: BundleRules): Promise<Bundle> {
  const inside = rules.packages !== undefined
  const result = await build({
    ...('entry' in rules.source
      ? { entryPoints: [rules.source.entry] }
      : { stdin: { contents: rules.source.code, resolveDir: process.cwd(), loader: 'ts' as const } }),
    bundle: true,
    platform: 'node',
    target: 'node20.18',
    format: inside ? 'cjs' : 'esm',
    minify: inside,
    packages: inside ? 'bundle' : 'external',
    metafile: true,
    write: false,
    logLevel: 'warning',
    ...(rules.banner && { banner: { js: rules.banner } }),
  })
  const foreign = foreignInputs(Object.keys(result.metafile.inputs), rules)
  if (foreign.length) throw new Error(`The bundle ${rules.name} must not hold ${foreign.join(', ')}.`)
  const [output] = Object.values(result.metafile.outputs)
  const own = Object.entries(output?.inputs ?? {}).filter(([path]) => originOf(path) === path)
  const ownBytes = own.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0)
  return { code: result.outputFiles[0]?.text ?? '', ownBytes }
}
