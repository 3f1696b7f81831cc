import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { linesOf } from '../../kit/lines.ts'
import { serve } from '../../kit/main.ts'
import type { Edge, Program } from '../../kit/program.ts'
import type { BundleLine, HostLine, JsonObject, Start } from '../../kit/wire.ts'

const START: Start = {
  kind: 'command',
  command: 'x',
  args: {},
  params: {},
  lastRun: {},
  integrationContext: {},
  instance: { brand: 'b', name: 'n' },
}

/** A program on the wire; `edges` are those that its runs were given, in order. */
function serving(run: (edge: Edge, args: JsonObject) => Promise<void>) {
  const edges: Edge[] = []
  const program: Program = {
    secretsIn: () => [],
    async run({ args }, edge) {
      edges.push(edge)
      await run(edge, args)
      return { entries: [{ Type: 1, ContentsFormat: 'text', Contents: String(args.n) }] }
    },
  }
  const [input, output] = [new PassThrough(), new PassThrough()]
  const ended = serve(program, input, output).then(() => output.end())
  const lines = linesOf(output)
  return {
    edges,
    say: (line: HostLine) => input.write(`${JSON.stringify(line)}\n`),
    next: async () => JSON.parse((await lines.next()).value ?? 'null') as BundleLine | null,
    end: () => {
      input.end()
      return ended
    },
  }
}
const start = (n: number): HostLine => ({ start: { ...START, args: { n } } })
const outcome = (n: number) => ({ done: { entries: [{ Contents: String(n) }] } })

describe('a bundle that is kept', () => {
  it('answers a ping, also before its first start', async () => {
    const one = serving(async () => {})
    one.say({ ping: true })
    expect(await one.next()).toEqual({ pong: true })
    one.say(start(1))
    one.say({ ping: true })
    expect([await one.next(), await one.next()]).toMatchObject([outcome(1), { pong: true }])
    await one.end()
  })

  it('answers a ping only after the starts before it', async () => {
    const one = serving(async edge => void (await edge.ask('getModules')))
    one.say(start(1))
    one.say({ ping: true })
    expect(await one.next()).toEqual({ ask: 'getModules', with: [] })
    one.say({ answer: {} })
    expect([await one.next(), await one.next()]).toMatchObject([outcome(1), { pong: true }])
    await one.end()
  })

  it('does not wait for a command that is on when the input ends', async () => {
    const one = serving(() => new Promise(() => {}))
    one.say(start(1))
    one.say(start(2))
    await one.end()
    expect(await one.next()).toBeNull()
    expect(one.edges).toHaveLength(1)
  })

  it('writes nothing that an ended command still says, and its asks are refused', async () => {
    const one = serving(async () => {})
    one.say(start(1))
    expect(await one.next()).toMatchObject(outcome(1))
    const [edge] = one.edges
    edge?.log('info', 'late')
    await expect(edge?.ask('getModules')).rejects.toThrow('The command is over.')
    console.log('a library prints')
    one.say(start(2))
    expect(await one.next()).toMatchObject(outcome(2))
    await one.end()
    expect(await one.next()).toBeNull()
  })

  it('gives an answer to who asked, though the command before left others running', async () => {
    const one = serving(async edge => void (await edge.ask('getModules')))
    one.say(start(1))
    await one.next()
    one.say({ answer: null })
    await one.next()
    one.say(start(2))
    expect(await one.next()).toEqual({ ask: 'getModules', with: [] })
    const [ended, running] = one.edges
    ended?.log('error', 'late')
    await expect(ended?.ask('mapObject')).rejects.toThrow('over')
    running?.log('info', 'now')
    one.say({ answer: null })
    expect([await one.next(), await one.next()]).toMatchObject([{ log: 'info', text: 'now' }, outcome(2)])
    await one.end()
  })
})
