import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Entry, Json } from '../../kit/wire.ts'
import { runHere } from '../warroom/face/here.ts'
import { objects } from '../warroom/face/program.ts'
import { scriptPack } from '../warroom/script-pack.ts'
import { emptyFolder } from '../warroom/stand-in.ts'

const PACK = fileURLToPath(new URL('../../dist/OktaIdentityLifecycle.zip', import.meta.url))
// Nothing listens there: these automations ask no org.
const INSTANCES = ['on', 'off']
  .map(
    name =>
      `- { name: Okta_${name}, brand: Okta IAM, enabled: ${name === 'on'}, params: { url: 'http://127.0.0.1:9', credentials: 'not-used' } }\n`,
  )
  .join('')

export interface Answered {
  readonly line: string
  readonly value?: Json
  readonly entries?: Entry[]
  readonly error?: string
}

/** Runs lines in the war room's program with the built pack, one instance that is on, one that is off, and these lists. */
export async function warRoom(lines: string[], lists: Record<string, string> = {}): Promise<Answered[]> {
  const cwd = emptyFolder()
  writeFileSync(path.join(cwd, 'instances.yaml'), INSTANCES)
  const items = Object.entries(lists).map(([id, data]) => [
    `Lists/list-${id}.json`,
    { id, name: id, version: -1, type: 'plain_text', data, allRead: true, truncated: false },
  ])
  const packs = [
    '--pack',
    PACK,
    ...(items.length ? ['--pack', scriptPack([], Object.fromEntries(items))] : []),
  ]
  const ended = await runHere([...packs, '--instances', 'instances.yaml', '--json', ...lines], { cwd })
  if (ended.err !== '') throw new Error(ended.err)
  return objects(ended) as Answered[]
}
