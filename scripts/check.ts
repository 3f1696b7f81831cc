/** Checks packs: `npm run check [FOLDER …]`, without a folder the project's own. Exit status 1 when anything is wrong. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkPack } from './check/check.ts'
import type { Fault } from './check/item.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
})
const folders = positionals.length ? positionals : ['.']
const line = (folder: string, { file, at, code, message }: Fault): string =>
  `${[join(folder, file), at].filter(part => part !== '').join(' ')}: ${code} ${message}`

let count = 0
for (const folder of folders) {
  if (!existsSync(folder)) {
    console.error(`The folder ${folder} does not exist; give the folder of a pack.`)
    process.exit(2)
  }
  const { faults, listed } = checkPack(folder)
  count += faults.length
  if (values.json) {
    for (const fault of faults) console.log(JSON.stringify({ ...fault, folder }))
    for (const fault of listed) console.log(JSON.stringify({ ...fault, folder, listed: true }))
  } else {
    for (const fault of faults) console.log(line(folder, fault))
    for (const fault of listed) console.error(`not judged: ${line(folder, fault)}`)
  }
}
if (!values.json) console.error(`${count} ${count === 1 ? 'fault' : 'faults'}`)
process.exitCode = count ? 1 : 0
