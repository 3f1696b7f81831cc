/** Builds everything that is run: the pack zip, the war room and the embedded Okta, into dist/. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import { bundle } from './pack/bundle.ts'
import { buildPack } from './pack/pack.ts'

async function buildProgram(target: string, entry: string, folders: readonly string[]): Promise<void> {
  const { code } = await bundle({ name: target, source: { entry }, folders, banner: '#!/usr/bin/env node' })
  writeFileSync(target, code)
  chmodSync(target, 0o755)
}

async function build(): Promise<void> {
  mkdirSync('dist', { recursive: true })
  const sizes = await buildPack('dist/OktaIdentityLifecycle.zip')
  await buildProgram('dist/warroom.js', 'bin/warroom.ts', ['bin/', 'warroom/'])
  // A thread needs a file of its own; it is found beside the war room.
  const worker = {
    name: 'dist/javascript-worker.js',
    source: { entry: 'warroom/javascript/worker.ts' },
    folders: ['warroom/'],
  }
  writeFileSync(worker.name, (await bundle(worker)).code)
  await buildProgram('dist/okta.js', 'okta-server/main.ts', ['okta-server/'])
  // The embedded Okta reads its people from beside itself.
  writeFileSync('dist/seed.json', JSON.stringify(parse(readFileSync('okta-server/seed.yaml', 'utf8'))))
  for (const [name, { whole, compressed }] of Object.entries(sizes)) {
    console.log(`${name}: ${Math.round(whole / 1000)} kB, compressed ${Math.round(compressed / 1000)} kB`)
  }
}

await build()
