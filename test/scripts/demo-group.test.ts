import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { crowdSeed, JOINING, LEAVING, profileLines, startDesk, toldToDesk } from '../../scripts/demo/crowd.ts'
import type { Asked } from '../../scripts/demo/org.ts'
import { playAct } from '../../scripts/demo/play.ts'
import type { Room } from '../../scripts/demo/room.ts'

const folder = mkdtempSync(join(tmpdir(), 'demo-group-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => void vi.restoreAllMocks())

const incident = (id: string, type: string) => ({ id, type, name: 'Desk', closeReason: 'Resolved' })
const INCIDENTS = [
  incident('1', 'Other'),
  incident('2', 'IAM - App Group Sync'),
  incident('3', 'IAM - App Group Sync'),
  incident('4', 'Other'),
]

/** A war room with some incidents, in each of which a sync told the same. */
const ROOM: Room = {
  async say(line) {
    if (line === '/incidents') return { line, value: INCIDENTS }
    if (line.startsWith('/context')) return { line, value: { added: 15, removed: 5 } }
    return { line, value: INCIDENTS.find(({ id }) => line === `/incident ${id}`) ?? null }
  },
  end: async () => 0,
  stop: () => {},
}

describe('a group that an application follows', () => {
  const patch = (...Operations: unknown[]) => ({ method: 'PATCH', path: '/Groups/g1', body: { Operations } })
  const groups = () => [{ id: 'g1', displayName: 'G', members: ['a', 'b', 'c'] }]
  const list = (...ids: string[]) => ids.map(value => ({ value }))

  it.each<[string, ReturnType<typeof patch>[], number, number]>([
    ['nothing', [], 0, 0],
    [
      'lists',
      [
        patch({ op: 'add', path: 'members', value: list('a', 'b') }),
        patch({ op: 'add', path: 'members', value: list('c') }),
      ],
      3,
      0,
    ],
    ['one member', [patch({ op: 'Add', path: 'members', value: { value: 'a' } })], 1, 0],
    [
      'paths',
      [
        patch(
          { op: 'remove', path: 'members[value eq "a"]' },
          { op: 'remove', path: 'members[value eq "b" or value eq "c"]' },
        ),
      ],
      0,
      3,
    ],
    ['a value that goes', [patch({ op: 'remove', path: 'members', value: list('a', 'b') })], 0, 2],
  ])('the desk counts what it is told by %s', (_, calls, added, removed) => {
    const reading = { method: 'GET', path: '/Groups/g1' }
    expect(toldToDesk({ calls: [reading, ...calls], groups })).toEqual({
      groups: 1,
      members: '3',
      added,
      removed,
    })
  })

  it('is 1,200 people, and twenty others move, each once', () => {
    const seed = JSON.parse(readFileSync(crowdSeed(folder), 'utf8'))
    const logins = seed.people.map(({ profile }: { profile: { login: string } }) => profile.login)
    const [{ members }] = seed.groups
    expect([members.length, new Set(logins).size, JOINING.length, LEAVING.length]).toEqual([
      1200, 1216, 15, 5,
    ])
    expect(JOINING.filter(login => members.includes(login) || !logins.includes(login))).toEqual([])
    expect(LEAVING.filter(login => !members.includes(login))).toEqual([])
    expect(profileLines()).toHaveLength(1215)
  })

  it('asks for each person by the id, and says how it was answered', async () => {
    const asked: string[] = []
    const okta: Asked = {
      async ask(method, path) {
        asked.push(`${method} ${path}`)
        return method === 'GET'
          ? { status: 200, body: { id: `00u-${path.slice(-1)}` } }
          : { status: path.endsWith('b') ? 404 : 204, body: null }
      },
    }
    const told: string[] = []
    vi.spyOn(console, 'log').mockImplementation(text => void told.push(text))
    const steps = [
      { org: 'Okta', request: 'PUT /groups/{field}/users/{each}', each: ['a', 'b', 'c'] },
    ] as const
    const stage = { orgs: { Okta: okta }, room: ROOM, outbox: '', facts: new Map([['field', 'F']]) }
    await playAct(stage, { name: 'A', heading: 'B', steps, looks: [] }, 1)
    expect(asked.filter(line => line.startsWith('PUT'))).toEqual(
      ['a', 'b', 'c'].map(one => `PUT /groups/F/users/00u-${one}`),
    )
    expect(told.join('\n')).toContain('2 times HTTP 204, 1 times HTTP 404')
  })

  it('looks at the newest incident of its type, and at what its sync says', async () => {
    const told: string[] = []
    vi.spyOn(console, 'log').mockImplementation(text => void told.push(text))
    const stage = { orgs: {}, room: ROOM, outbox: '', facts: new Map<string, string>() }
    const look = (at: string, expected: string) => ({ what: at, in: { sync: true }, at, expected }) as const
    const looks = [look('added', '15'), look('removed', '4')]
    const act = { name: 'A', heading: 'B', steps: [{ newest: 'IAM - App Group Sync' }], looks }
    const rows = await playAct(stage, act, 1)
    expect(stage.facts.get('incident')).toBe('3')
    expect(rows.map(({ found, ok }) => [found, ok])).toEqual([
      ['15', true],
      ['5', false],
    ])
    expect(told.join('\n')).toContain('war room> /incident 3')
  })

  it('tells what the desk has as long as there is one', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    const looks = [{ what: 'members', in: { desk: true }, at: 'members', expected: '2' }] as const
    const desk = await startDesk()
    desk.addGroup({ displayName: 'G', members: ['u000001', 'u000002'] })
    const stage = { orgs: {}, room: ROOM, outbox: '', facts: new Map<string, string>() }
    const found = async (more: object) =>
      (await playAct({ ...stage, ...more }, { name: 'A', heading: 'B', steps: [], looks }, 1))[0]?.found
    expect([await found({ desk }), await found({}), desk.users().length]).toEqual(['2', 'nothing', 1215])
    await desk.end()
  })
})
