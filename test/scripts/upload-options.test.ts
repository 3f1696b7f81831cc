import { describe, expect, it } from 'vitest'
import { HELP, readOptions } from '../../scripts/upload/options.ts'
import { KEY, run } from './upload-server.ts'

const URL6 = ['--url', 'https://xsoar.example.com']

describe('the options', () => {
  it('have the defaults that the help names', () =>
    expect(readOptions(URL6)).toEqual({
      address: { base: 'https://xsoar.example.com' },
      advanced: false,
      zip: 'dist/OktaIdentityLifecycle.zip',
      timeout: 300,
      check: false,
      allowLocked: false,
      insecure: false,
    }))

  it('are read in both forms', () =>
    expect(
      readOptions([
        '--url=https://api-x.example.com',
        '--auth-id=5',
        '--advanced',
        '--timeout',
        '20',
        '--check',
      ]),
    ).toMatchObject({
      address: { base: 'https://api-x.example.com/xsoar', authId: '5' },
      advanced: true,
      timeout: 20,
      check: true,
    }))

  it.each([
    ['https://h/acc_a/', undefined, 'https://h/acc_a'],
    ['https://h:8443', undefined, 'https://h:8443'],
    ['https://api-t.example.com', '1', 'https://api-t.example.com/xsoar'],
    ['https://api-t.example.com/xsoar/', '1', 'https://api-t.example.com/xsoar'],
    ['http://localhost:1', undefined, 'http://localhost:1'],
    ['http://127.9.9.9:1', undefined, 'http://127.9.9.9:1'],
    ['http://[::1]:1', '1', 'http://[::1]:1/xsoar'],
  ])('the URL %s with the id %s means %s', (url, id, base) =>
    expect(readOptions(['--url', url, ...(id ? ['--auth-id', id] : [])])).toMatchObject({
      address: { base },
    }),
  )

  it.each<[string[], string]>([
    [[], '--url is missing; expected https://<server>'],
    [['--url'], '--url needs a value.'],
    [['--url', '--check'], '--url needs a value.'],
    [['--url', 'xsoar.example.com'], '--url is no URL of a server'],
    [['--url', 'ftp://h'], '--url is no URL of a server'],
    [
      ['--url', 'http://xsoar.example.com'],
      'would show the key to the network between here and xsoar.example.com',
    ],
    [['--url', 'http://127.0.0.1.example.com'], 'use https.'],
    [['--url', 'https://me:word@h'], '--url holds a name or password'],
    [['--url', 'https://h/?a=1'], 'ends in a query'],
    [['--url', 'https://h/#/home'], 'ends in a query or a mark'],
    [[...URL6, '--auth-id', 'abc'], '--auth-id is the number in the column ID'],
    [[...URL6, '--advanced'], '--advanced is for keys of 8.x and needs --auth-id'],
    [[...URL6, '--timeout', '0'], '"0" is none.'],
    [[...URL6, '--timeout', '1e3'], '"1e3" is none.'],
    [[...URL6, '--timeout', '4000'], 'from 1 to 3600'],
    [[...URL6, '--zip='], '--zip needs a value.'],
    [[...URL6, '--check=no'], '--check takes no value.'],
    [[...URL6, '--verbose'], 'There is no option --verbose; npm run upload -- --help lists them.'],
    [[...URL6, '-k'], 'There is no option -k'],
    [[...URL6, '--constructor'], 'There is no option --constructor'],
  ])('%j is a wrong command line', async (argv, sentence) => {
    const { status, out, err } = await run(argv)
    expect([status, out]).toEqual([2, ''])
    expect(err).toContain(sentence)
  })

  it.each([
    [['--key', KEY]],
    [[`--api-key=${KEY}`]],
    [['--apikey', KEY]],
    [['--token', KEY]],
    [['--password', KEY]],
    [['--client-secret', KEY]],
    [['--key-word', KEY]],
    [[KEY]],
    [['--', KEY]],
    [['--auth-id', KEY]],
    [['--url', KEY]],
  ])('a key in %j is refused and not repeated', async argv => {
    const { status, out, err } = await run([...URL6, ...argv])
    expect([status, out]).toEqual([2, ''])
    expect(err).not.toContain(KEY)
  })

  it('say why a key is not taken', async () => {
    expect((await run([...URL6, '--key', KEY])).err).toBe(
      "--key is not taken: every process of this machine and the shell's history see the command line. Make this key invalid if it was a real one, and give its successor by DEMISTO_API_KEY, --key-file or at the prompt.\n",
    )
  })

  it('are all in the help', async () => {
    const { status, out } = await run(['--help'])
    expect([status, out]).toEqual([0, `${HELP}\n`])
    for (const [, name = ''] of HELP.matchAll(/^ {2}(--[\w-]+)(?: [A-Z]+)? {2}/gm)) {
      const value = { '--url': 'https://h', '--auth-id': '1', '--timeout': '9' }[name] ?? 'x'
      const isFlag = !new RegExp(`^ {2}${name} [A-Z]`, 'm').test(HELP)
      const argv = [...URL6, '--auth-id', '1', name, ...(isFlag ? [] : [value])]
      expect(() => readOptions(argv), name).not.toThrow()
    }
  })
})
