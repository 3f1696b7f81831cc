// The stand-in's bundle: speaks the wire on stdin and stdout.
const { createInterface } = require('node:readline')

const tell = line => process.stdout.write(`${JSON.stringify(line)}\n`)
const note = (contents, more) => ({ Type: 1, ContentsFormat: 'json', Contents: contents, ...more })
const done = (...entries) => tell({ done: { entries } })
let waiting
let tried = 0

const nested = depth => '['.repeat(depth) + ']'.repeat(depth)

const misdeeds = {
  exit: () => {
    process.stderr.write('the reactor has melted, said s3cret-token\n', () => process.exit(7))
  },
  silent: () => process.exit(0),
  garbage: () => process.stdout.write('hello, I am no JSON\n'),
  array: () => process.stdout.write('[1]\n'),
  strange: () => tell({ what: 'is this' }),
  'no-entries': () => tell({ done: {} }),
  deep: () =>
    process.stdout.write(
      `{"done":{"entries":[{"Type":1,"ContentsFormat":"json","Contents":${nested(600)}}]}}\n`,
    ),
  deepish: () =>
    process.stdout.write(
      `{"done":{"entries":[{"Type":1,"ContentsFormat":"json","Contents":${nested(400)}}]}}\n`,
    ),
  hang: () => setInterval(() => {}, 1000),
  twice: () => process.stdout.write('{"done":{"entries":["one"]}}\n{"done":{"entries":["two"]}}\n'),
  pieces: () => {
    process.stdout.write('{"done":{"entr')
    setTimeout(() => process.stdout.write('ies":["whole"]}}\n'), 20)
  },
  logs: () => {
    tell({ log: 'info', text: 'about to work with s3cret-token' })
    done(note('logged'))
  },
  'end-after': () => {
    done(note('bye'))
    process.stdout.write('', () => process.exit(0))
  },
  nothing: () => done(),
  pid: () => done(note(process.pid)),
  slow: () => setTimeout(() => done(note(process.pid)), 150),
}

const commands = {
  'test-module': ({ params }) =>
    done(
      params.credentials.password === 'wrong'
        ? { Type: 4, ContentsFormat: 'text', Contents: 'the token is refused' }
        : 'ok',
    ),
  'acme-echo': ({ args, now }) =>
    done(
      note(args, {
        HumanReadable: `### Echo\n|text|\n|---|\n| ${args.text ?? ''} |\n`,
        EntryContext: {
          'Acme.Echo(val.text == obj.text)': {
            text: args.text ?? null,
            mode: args.mode,
            ...(now ? { now } : {}),
          },
        },
      }),
    ),
  'acme-start': start => done(note(start)),
  'acme-fail': () =>
    done({
      Type: 4,
      ContentsFormat: 'text',
      Contents: 'it went wrong',
      EntryContext: { 'Acme.Failed': true },
    }),
  'acme-remember': ({ args, integrationContext }) =>
    tell({
      done: {
        entries: [note(integrationContext)],
        integrationContext: { [args.key]: args.value === undefined ? null : args.value },
      },
    }),
  'acme-flaky': ({ args, integrationContext }) => {
    tried += 1
    const entry =
      tried > Number(args.times)
        ? note({ tried, before: integrationContext })
        : { Type: 4, ContentsFormat: 'text', Contents: `try ${tried}` }
    tell({ done: { entries: [entry], integrationContext: { tried } } })
  },
  'acme-does': ({ args }) => misdeeds[args.what](),
  'acme-temporary': () =>
    tell({
      done: {
        entries: [
          note(
            { tempPassword: 'Temp-9xyz' },
            {
              HumanReadable: 'It is Temp-9xyz.',
              EntryContext: { 'Acme.Temporary': 'Temp-9xyz' },
            },
          ),
        ],
        secrets: ['Temp-9xyz'],
      },
    }),
  'acme-ask': async ({ args }) => {
    const reply = new Promise(resolve => (waiting = resolve))
    tell({ ask: args.ask, with: typeof args.with === 'string' ? JSON.parse(args.with) : (args.with ?? []) })
    done(note(await reply))
  },
  'acme-entries': ({ args }) =>
    tell({ done: { entries: typeof args.entries === 'string' ? JSON.parse(args.entries) : args.entries } }),
}

createInterface({ input: process.stdin }).on('line', text => {
  const line = JSON.parse(text)
  if (!line.start) return waiting(line)
  commands[line.start.command](line.start)
})
