import { zipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { integrationYaml } from '../../kit/metadata.ts'
import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import { bundle } from '../../scripts/pack/bundle.ts'
import { PACK_FACTS } from '../../scripts/pack/integrations.ts'
import { launcher } from '../../scripts/pack/launcher.ts'
import { openContainer } from '../container/container.ts'
import { contentsOf, testRoom } from '../warroom/engine/room.ts'
import { fileOf } from '../warroom/stand-in.ts'
import { census } from './integrations/Census/index.ts'
import { type Given, PYTHON, runLauncher, type Told } from './launcher.ts'

/** One set of cases on the hosts of an integration that asks for indicators: the war room, and launch.py in two stand-ins. */
interface Host {
  name: string
  /** Runs a command where there are indicators of these values. */
  run: (command: string, args: JsonObject, values: string[]) => Promise<{ contents: Json; made?: Json }>
}

const { code } = await bundle({
  name: 'Census',
  source: {
    code: `import { main } from './kit/main.ts'\nimport { census } from './test/wire/integrations/Census/index.ts'\nmain(census)\n`,
  },
  folders: ['test/wire/integrations/', 'kit/'],
  packages: ['zod'],
})
const { script } = launcher(code, 'demisto/x:1')

const indicators = (values: string[]) =>
  values.map(value => ({ value, indicator_type: 'Asked', CustomFields: { city: 'Oslo' } }))

function pack(): string {
  const yaml = integrationYaml(census, PACK_FACTS)
  const unified = { ...yaml, script: { ...(yaml.script as JsonObject), script } }
  const metadata = Buffer.from(JSON.stringify({ name: 'Census', currentVersion: '1.0.0' }))
  const files = { 'Integrations/integration-Census.yml': Buffer.from(stringify(unified)) }
  return fileOf('census.zip', zipSync({ 'pack_metadata.json': metadata, ...files }))
}

const HOSTS: Host[] = [
  {
    name: 'the war room',
    async run(command, args, values) {
      const room = await testRoom({ packs: [pack()], yaml: '- { name: c, brand: Census, params: {} }\n' })
      for (const value of [...values, 'none of them']) {
        const type = values.includes(value) ? 'Asked' : 'Other'
        await room.session.run(`!createNewIndicator value="${value}" type=${type} city=Oslo`)
      }
      const words = Object.entries(args).map(([name, value]) => ` ${name}=\`${value}\``)
      const [contents] = (await contentsOf(room, `!${command}${words.join('')}`)) as Json[]
      return { contents: contents ?? null, made: [...room.session.parts.state.room.indicators.all()] }
    },
  },
]

const launched = (name: string, launch: (told: Told) => Promise<Given>): Host => ({
  name,
  async run(command, args, values) {
    const given = await launch({ script, command, args, indicators: indicators(values) })
    const [entry] = given.results as Entry[]
    const made = ((given.indicators ?? []) as JsonObject[]).map(({ fields, type, ...one }) => ({
      ...one,
      indicator_type: type ?? null,
      CustomFields: fields ?? null,
    }))
    return { contents: entry?.Contents ?? null, made }
  },
})
const container = PYTHON === undefined ? undefined : openContainer()
afterAll(() => container?.end())
if (container)
  HOSTS.push(
    launched('launch.py on the platform', runLauncher),
    launched('launch.py in a container', told => container.run(told)),
  )

describe.each(HOSTS)('an integration that asks $name for indicators', ({ run }) => {
  it.each(['page', 'searchAfter'])('reads all of them by %s', async by => {
    const { contents } = await run('census-walk', { by }, ['a', 'b', 'c', 'd', 'e'])
    expect(contents).toEqual({ total: 5, values: [['a', 'b'], ['c', 'd'], ['e']] })
  })

  it('ends at the last page, also when that is full', async () => {
    const { contents } = await run('census-walk', { by: 'searchAfter' }, ['a', 'b', 'c', 'd'])
    expect(contents).toEqual({
      total: 4,
      values: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    })
  })

  it('finds none', async () => {
    const { contents } = await run('census-walk', { by: 'searchAfter' }, [])
    expect(contents).toEqual({ total: 0, values: [[]] })
  })

  it('makes some', async () => {
    const { contents, made } = await run('census-make', { values: 'x,y' }, [])
    expect(contents).toBe('made 2')
    expect(made).toMatchObject(
      expect.arrayContaining(indicators(['x', 'y']).map(each => expect.objectContaining(each))),
    )
  })
})
