import { describe, expect, it } from 'vitest'
import { command } from '../../kit/command.ts'
import { type Host, integration } from '../../kit/integration.ts'
import { run } from '../../kit/run.ts'
import type { Json, JsonObject, Start } from '../../kit/wire.ts'
import { renamed } from '../../scripts/pack/suffix/integration.ts'

const FIELDS = { email: 'emailtrial', city: 'citytrial' }

/** Fetches what the mapper makes of an entry, with a field that it sets itself. */
const declared = integration({
  ...{ id: 'HR', category: 'Utilities', description: 'HR.', params: {}, secretMembers: new Set<string>() },
  ismappable: false,
  connect: (_, host) => host,
  offline: host => host,
  commands: [
    command({
      ...{ name: 'fetch-incidents', description: 'Fetches.', effect: 'read', args: {}, outputs: [] },
      async run(_, host: Host) {
        const profile = await host.mapObject({ mail: 'a@x' }, 'HR mapper', 'IAM - Sync User Trial')
        const rawJSON = JSON.stringify({ UserProfile: profile })
        const incidents: JsonObject[] = [
          { name: 'one', rawJSON, CustomFields: { email: 'a@x', other: 1 } },
          { name: 'two', rawJSON },
          { name: 'three', rawJSON, CustomFields: null },
        ]
        return { incidents, lastRun: { email: 'as it is' } }
      },
    }),
    command({
      ...{ name: 'hr-read', description: 'Reads.', effect: 'read', args: {}, outputs: [], offline: true },
      async run(_, host: Host) {
        const contents = await host.mapObject({}, 'HR mapper', 'IAM - Sync User Trial')
        return { readable: 'Read.', contents, context: { CustomFields: contents } }
      },
    }),
  ],
})

const asked: Json[] = []
const host = {
  ...{ instance: { brand: 'HR', name: 'one' }, integrationContext: {}, lastRun: {}, log: () => {} },
  mapObject: async (...given: Json[]) => {
    asked.push(given)
    return { emailtrial: 'a@x', citytrial: 'Utrecht', title: 'Buyer' }
  },
} as unknown as Host
const start = (name: string): Start => ({ command: name, args: {}, params: {} }) as unknown as Start

describe('an integration of a suffixed pack', () => {
  const own = renamed(declared, FIELDS)
  const shared = { email: 'a@x', city: 'Utrecht', title: 'Buyer' }

  it('reads profiles under the names that all packs share, through its own mapper', async () => {
    const { incidents, lastRun } = await run(own, start('fetch-incidents'), host)
    for (const { rawJSON } of (incidents ?? []) as JsonObject[])
      expect(JSON.parse(String(rawJSON))).toEqual({ UserProfile: shared })
    expect(asked).toContainEqual([{ mail: 'a@x' }, 'HR mapper', 'IAM - Sync User Trial'])
    expect(lastRun).toEqual({ email: 'as it is' })
  })

  it('gives incidents the fields of its own pack', async () => {
    const { incidents } = await run(own, start('fetch-incidents'), host)
    expect((incidents as JsonObject[]).map(({ CustomFields }) => CustomFields)).toEqual([
      ...[{ emailtrial: 'a@x', other: 1 }, undefined, null],
    ])
  })

  it('answers other commands with what they say', async () => {
    const { entries } = await run(own, start('hr-read'), host)
    expect(entries).toMatchObject([{ Contents: shared, EntryContext: { CustomFields: shared } }])
  })

  it('without a suffix is as it was', async () => {
    const { incidents } = await run(declared, start('fetch-incidents'), host)
    expect(JSON.parse(String((incidents as JsonObject[])[0]?.rawJSON))).toEqual({
      UserProfile: { emailtrial: 'a@x', citytrial: 'Utrecht', title: 'Buyer' },
    })
  })
})
