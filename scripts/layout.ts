/** Writes task positions into playbooks: `npm run layout [FILE …]`, without a file all of Playbooks/. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { laidOut } from './layout/write.ts'

const FOLDER = 'Playbooks'

function ownPlaybooks(): string[] {
  if (!existsSync(FOLDER)) return []
  return readdirSync(FOLDER)
    .filter(name => name.endsWith('.yml'))
    .map(name => `${FOLDER}/${name}`)
}

const given = process.argv.slice(2)
for (const file of given.length ? given : ownPlaybooks().sort()) {
  try {
    const text = readFileSync(file, 'utf8')
    const changed = laidOut(text)
    if (changed !== text) writeFileSync(file, changed)
    console.log(`${file}: ${changed === text ? 'unchanged' : 'laid out'}`)
  } catch (cause) {
    console.error(`${file} was not laid out: ${cause instanceof Error ? cause.message : cause}`)
    process.exitCode = 1
  }
}
