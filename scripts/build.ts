/**
 * Builds everything that is run: the pack zip, the war room and the embedded Okta, into dist/. `--repo-form DIR` writes the pack as
 * the public repository has it, `--id-suffix WORD` the zip of a pack whose ids all end in the word; then nothing else is built.
 */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { bundle } from './pack/bundle.ts'
import { type Pack, packZip, readPack, writeWhole, zipName } from './pack/pack.ts'
import { writeRepoForm } from './pack/repo-form.ts'

async function buildProgram(target: string, entry: string, folders: readonly string[]): Promise<void> {
  const { code } = await bundle({ name: target, source: { entry }, folders, banner: '#!/usr/bin/env node' })
  writeFileSync(target, code)
  chmodSync(target, 0o755)
}

async function buildPrograms(): Promise<void> {
  await buildProgram('dist/warroom.js', 'bin/warroom.ts', ['bin/', 'warroom/'])
  // A thread needs a file of its own; it is found beside the war room.
  const worker = {
    name: 'dist/javascript-worker.js',
    source: { entry: 'warroom/javascript/worker.ts' },
    folders: ['warroom/'],
  }
  writeFileSync(worker.name, (await bundle(worker)).code)
  await buildProgram('dist/okta.js', 'okta-server/main.ts', ['okta-server/'])
  await buildProgram('dist/report.js', 'report-server/main.ts', ['report-server/'])
  await buildProgram('dist/scim.js', 'scim-server/main.ts', ['scim-server/'])
  // The embedded Okta reads its people from beside itself.
  writeFileSync('dist/seed.json', JSON.stringify(parse(readFileSync('okta-server/seed.yaml', 'utf8'))))
}

function tellSizes({ sizes }: Pack): void {
  for (const [name, { whole, compressed }] of Object.entries(sizes)) {
    console.log(`${name}: ${Math.round(whole / 1000)} kB, compressed ${Math.round(compressed / 1000)} kB`)
  }
}

/** What a suffixed pack does not ship, by kind: whoever uploads it must know. */
function tellLeftOut({ leftOut }: Pack): void {
  if (leftOut.length === 0) return
  const kinds = new Map<string, number>()
  for (const { kind } of leftOut) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const counts = [...kinds].map(([kind, count]) => `${count} ${kind}${count === 1 ? '' : 's'}`)
  console.log(
    `Left out: ${counts.join(', ')}. They are the User Profiles, which packs share; the tenant must have them.`,
  )
}

/** The folder and the suffix of the command line. Throws when an option is given twice: nobody could say which is meant. */
function options(): { readonly folder: string | undefined; readonly word: string | undefined } {
  const given = parseArgs({
    options: {
      'repo-form': { type: 'string', multiple: true },
      'id-suffix': { type: 'string', multiple: true },
    },
  }).values
  const one = (name: 'repo-form' | 'id-suffix'): string | undefined => {
    const [value, ...more] = given[name] ?? []
    if (more.length) throw new Error(`--${name} is given ${more.length + 1} times; give it once.`)
    return value
  }
  return { folder: one('repo-form'), word: one('id-suffix') }
}

async function build(): Promise<void> {
  const { folder, word } = options()
  const pack = await readPack(word)
  if (folder !== undefined) {
    writeRepoForm(pack, folder)
    console.log(`The pack is in ${folder}, in the form of the public repository.`)
  } else {
    mkdirSync('dist', { recursive: true })
    const target = zipName('dist', word)
    writeWhole(target, packZip(pack))
    if (word === undefined) await buildPrograms()
    else
      console.log(
        `The pack with the suffix ${word} is ${target}. Its incident fields end in ${word.toLowerCase()}: a tenant takes no other suffix that differs in case only.`,
      )
    tellSizes(pack)
  }
  tellLeftOut(pack)
}

try {
  await build()
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause)
  process.exitCode = 1
}
