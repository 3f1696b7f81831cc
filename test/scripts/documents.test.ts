import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { OktaIAM } from '../../Integrations/OktaIAM/index.ts'
import { SCOPES } from '../../Integrations/OktaIAM/okta/scopes.ts'
import { ScimIAM } from '../../Integrations/ScimIAM/index.ts'
import { WorkdayIAM } from '../../Integrations/WorkdayIAM/index.ts'
import { AUTOMATIONS, COMMANDS } from '../../scripts/check/platform.ts'
import { readPack } from '../../scripts/check/read.ts'
import { usesOf } from '../../scripts/docs/playbook-uses.ts'
import { packZip, readPack as readBuilt } from '../../scripts/pack/pack.ts'
import { readOptions } from '../../scripts/upload/options.ts'

const README = 'docs/pack-README.md'
const DESCRIPTION = 'Integrations/OktaIAM/OktaIAM_description.md'
const FIRST_HOUR = 'docs/first-hour.md'
const DOCUMENTS = [
  README,
  DESCRIPTION,
  'Integrations/ScimIAM/ScimIAM_description.md',
  'Integrations/WorkdayIAM/WorkdayIAM_description.md',
  FIRST_HOUR,
]

const { items } = readPack('.')
const named = (...kinds: string[]): string[] =>
  items.filter(({ kind }) => kinds.includes(kind)).flatMap(({ id, name }) => [id, name])
const commands = new Map(
  [ScimIAM, OktaIAM, WorkdayIAM].flatMap(({ commands: all }) =>
    all.map(command => [command.name, command] as const),
  ),
)
const parameters = [OktaIAM, ScimIAM, WorkdayIAM]
  .flatMap(({ params }) => Object.values(params))
  .flatMap(({ facts }) => [facts.display, facts.displaypassword ?? ''])
/** A name as people write it: without the example in brackets behind it. */
const withShort = (names: readonly string[]): Set<string> =>
  new Set(names.filter(Boolean).flatMap(name => [name, name.replace(/ \(.*\)$/, '')]))

/** Each thing that a document names, by how it is written: what is found, and whether there is such a thing. */
const RULES: readonly { what: string; found: RegExp; isThere: (name: string) => boolean }[] = [
  {
    what: 'a command',
    found: /(?:^|[`\s])!([A-Za-z][\w-]+)/gm,
    isThere: name =>
      [...commands.keys(), ...COMMANDS.keys(), ...AUTOMATIONS.keys(), ...named('automation')].includes(name),
  },
  {
    what: 'a command without its mark',
    found: /`((?:iam|okta)-[a-z-]+)`/g,
    isThere: name => commands.has(name) || isList(name),
  },
  {
    what: 'a parameter',
    found: /(?<![*\w])\*([^*\n`]+)\*(?!\*)/g,
    isThere: name => withShort(parameters).has(name),
  },
  {
    what: 'a parameter, in the other form of italics',
    found: /(?<!\w)_([^_\n`]+)_(?!\w)/g,
    isThere: () => false,
  },
  { what: 'a list', found: /\blists? `([^`]+)`/g, isThere: name => isList(name) },
  {
    what: 'a classifier or mapper',
    found: /\b(?:classifier|mapper) `([^`]+)`/g,
    isThere: name => named('classifier', 'mapper').includes(name),
  },
  {
    what: 'a scope',
    found: /\b(okta\.\w+\.(?:read|manage))\b/g,
    isThere: name => (SCOPES as readonly string[]).includes(name),
  },
  { what: 'a script of npm', found: /npm run ([\w-]+)/g, isThere: name => Object.hasOwn(scripts(), name) },
  { what: 'a link', found: /\]\(([^)#]+)\)/g, isThere: path => existsSync(join('docs', path)) },
]
const isList = (name: string): boolean => ['', '-sample'].some(end => named('list').includes(name + end))
const scripts = (): Record<string, string> => JSON.parse(readFileSync('package.json', 'utf8')).scripts

/** The names in a text that the rule does not know. */
function missing({ found, isThere }: (typeof RULES)[number], text: string): string[] {
  return [...text.matchAll(found)].map(([, name = '']) => name).filter(name => !isThere(name))
}

describe.each(DOCUMENTS)('%s', file => {
  const text = readFileSync(file, 'utf8')

  it.each(RULES)('names $what only that there is', rule => expect(missing(rule, text)).toEqual([]))

  it('names playbooks and incident types only that there are', () => {
    const names = named('playbook', 'incident type', 'pre-process rule')
    const rests = [...text.matchAll(/IAM - [^\n]*/g)].map(([rest]) => rest)
    expect(rests.filter(rest => !names.some(name => rest.startsWith(name)))).toEqual([])
  })

  it('gives commands only arguments that they have', () => {
    const lines = [...text.matchAll(/^!([\w-]+) (.*)$/gm)]
    const unknown = lines.flatMap(([, name = '', rest = '']) => {
      const command = commands.get(name)
      const given = [...rest.replace(/`[^`]*`|"[^"]*"/g, '').matchAll(/([\w-]+)=/g)].map(
        ([, one = '']) => one,
      )
      return command ? given.filter(one => one !== 'using' && !Object.hasOwn(command.args, one)) : []
    })
    expect(unknown).toEqual([])
  })

  it('shows only lines of upload that are taken', () => {
    const lines = [...text.matchAll(/^npm run upload -- (.*)$/gm)].map(([, line = '']) => line.split(' '))
    for (const line of lines) expect(() => readOptions(line)).not.toThrow()
  })

  it('quotes only what is said somewhere', () => {
    const said = sources()
    const quoted = [...text.matchAll(/“([^”]+)”/g)].map(([, quote = '']) => quote)
    expect(quoted.filter(quote => !said.includes(quote))).toEqual([])
  })
})

/** Everything that can be said to a person. */
function sources(): string {
  const of = (folder: string, ext: RegExp): string =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => ext.test(name))
      .map(name => readFileSync(join(folder, name), 'utf8'))
      .join('\n')
  return [
    of('Integrations', /\.ts$/),
    of('kit', /\.(ts|py)$/),
    of('Automations', /\.ts$/),
    of('Playbooks', /\.yml$/),
    of('scripts/upload', /\.ts$/),
  ].join('\n')
}

describe('a document that names what is not there', () => {
  it.each([
    ['a command', 'Run `!okta-no-such` now'],
    ['a command', '```\n!NoSuch a=1\n```'],
    ['a command without its mark', 'by `iam-no-such`'],
    ['a parameter', 'Set *No Such Parameter*.'],
    ['a parameter', '(*Okta*)'],
    ['a parameter, in the other form of italics', 'Set _Scopes_.'],
    ['a list', 'the list `no-such`'],
    ['a classifier or mapper', 'the mapper `Okta IAM - App Sync`'],
    ['a scope', 'grant okta.nothing.read to it'],
    ['a script of npm', 'npm run no-such'],
    ['a link', '[x](no-such.md)'],
  ])('is found out: %s in %j', (what, text) => {
    const rule = RULES.find(one => one.what === what)
    expect(rule && missing(rule, text)).toHaveLength(1)
  })
})

describe('the help beside the settings', () => {
  const text = readFileSync(DESCRIPTION, 'utf8')

  it('is short and has no deep headings', () => {
    expect(text.length).toBeLessThan(3000)
    expect(text).not.toMatch(/^####/m)
  })

  it('names every scope', () => {
    const families = new Set(SCOPES.map(scope => scope.split('.')[1]))
    for (const family of families) expect(text).toContain(`okta.${family}.`)
  })
})

describe("the pack's README", () => {
  const text = readFileSync(README, 'utf8')

  it('is the one in the zip', async () => {
    const files = unzipSync(packZip(await readBuilt()))
    expect(strFromU8(files['README.md'] ?? new Uint8Array())).toBe(text)
  })

  // Nothing in the pack reads the one of groups; it is there for playbooks of one's own.
  it('names every list that has a sample', () => {
    const lists = named('list').map(name => name.replace(/-sample$/, ''))
    expect(lists).toContain('email-template-new-hire-manager')
    for (const list of lists.filter(name => name !== 'app-group-sync-settings'))
      expect(text).toContain(`\`${list}\``)
  })

  it('has a picture of every flow', () => {
    const flows = [...text.matchAll(/^### .*: (IAM - .*)\n[^#]*?```mermaid\nflowchart/gm)].map(
      ([, flow]) => flow,
    )
    const started = items.filter(({ kind }) => kind === 'incident type').map(({ data }) => data.playbookId)
    expect(flows.sort()).toEqual([...new Set(started.filter(id => id !== ''))].sort())
  })

  // What runs in the connected instance has that instance's rights.
  const ELSEWHERE = ['iam-update-user', 'iam-disable-user']
  it.each(named('playbook').filter(name => new RegExp(`^\\| ${name} \\|`, 'm').test(text)))(
    'gives %s the scopes of the commands that it uses',
    name => {
      const playbook = items.find(item => item.kind === 'playbook' && item.name === name)
      if (!playbook) throw new Error(`no playbook ${name}`)
      const uses = usesOf(playbook)
      const scripts = uses.scripts.filter(script => existsSync(`Automations/${script}`))
      const inScripts = scripts.flatMap(script =>
        readdirSync(`Automations/${script}`)
          .filter(file => file.endsWith('.ts'))
          .flatMap(
            file => readFileSync(`Automations/${script}/${file}`, 'utf8').match(/'okta-[a-z-]+'/g) ?? [],
          ),
      )
      const used = [...uses.commands, ...inScripts.map(quoted => quoted.slice(1, -1))]
        .map(command => command.replace(/ \(.*\)$/, ''))
        .filter(command => !ELSEWHERE.includes(command))
      const scopes = used.flatMap(command => commands.get(command)?.scopes ?? [])
      const [, row = ''] = new RegExp(`^\\| ${name} \\| ([^|]*) \\|`, 'm').exec(text) ?? []
      expect(row.split(', ')).toEqual([...new Set(scopes)].sort())
    },
  )
})
