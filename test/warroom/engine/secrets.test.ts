import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { jsonText } from '../../../warroom/face/print.ts'
import { MASK } from '../../../warroom/secrets.ts'
import { closed, contentsOf, type TestRoom, testRoom } from './room.ts'

/** All that stands in the files of a state folder but the code of the bundles. */
function storedIn(folder: string): string {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
  return files
    .filter(file => file.isFile() && !file.parentPath.includes('bundles'))
    .map(file => readFileSync(path.join(file.parentPath, file.name), 'utf8'))
    .join('\n')
}

/** What a line prints with --json. */
async function printed(room: TestRoom, line: string): Promise<string> {
  return jsonText(await room.session.run(line), room.session.parts.secrets)
}

const refused = (argument: string) => ({
  error: `The argument "${argument}" of !acme-echo holds ${MASK}, which stands for a secret that is not kept; give the value itself.`,
})

describe('a secret argument', () => {
  test.each([
    ['whole', '!acme-echo hi password="open sesame"'],
    ['under a misspelt name', '!acme-echo hi pasword="open sesame"'],
    ['without a name', '!acme-echo hi "open sesame"'],
    ['in JSON', '!acme-echo {"a":1,"password":"open_sesame"}'],
    ['in JSON in quotes', '!acme-echo "{\\"a\\":1,\\"password\\":\\"open sesame\\"}"'],
    ['in broken JSON', '!acme-echo `{"a":1,"password":"open sesame`'],
    ['in a text', '!acme-echo "a=1 api_key=open_sesame"'],
    ['of an unknown command', '!acme-ehco "a" new_password="open sesame"'],
    ['of a command of our own', '!Print value={"token":"open_sesame"} raw-response=false bogus=1'],
  ])('%s is neither shown nor stored', async (_, line) => {
    const room = await testRoom()
    expect(await printed(room, line)).not.toMatch(/open.sesame/)
    expect(storedIn(room.folder)).not.toMatch(/open.sesame/)
    expect(storedIn(await closed(room))).not.toMatch(/open.sesame/)
    expect(room.said.join()).not.toMatch(/open.sesame/)
  })

  test('is masked in the log of its run', async () => {
    const room = await testRoom()
    await room.session.run('!acme-echo hi password=logs-secret')
    room.session.parts.debug('it said logs-secret')
    expect(room.said).toContain(`it said ${MASK}`)
  })

  test('makes no secret of data that equals it', async () => {
    const room = await testRoom()
    await room.session.run('!acme-echo rania@northwind.example')
    await room.session.run('!acme-echo hi password=rania@northwind.example')
    expect(await printed(room, '/context Acme.Echo.text')).toContain('["rania@northwind.example","hi"]')
    expect(await printed(room, '!acme-echo rania@northwind.example')).toContain(
      '"line":"!acme-echo rania@northwind.example"',
    )
    const again = await testRoom({ state: await closed(room) })
    expect(await contentsOf(again, '!acme-echo ${Acme.Echo.[0].text}')).toMatchObject([
      { text: 'rania@northwind.example' },
    ])
  })

  test('that a command says again in its own entries is masked there, and not sent on', async () => {
    const room = await testRoom()
    await room.session.run('!acme-echo rania password=rania')
    expect(await contentsOf(room, '/context Acme.Echo.text')).toEqual({ value: MASK })
    expect(await contentsOf(room, '!acme-echo ${Acme.Echo.text}')).toEqual(refused('text'))
    expect(await contentsOf(room, '!acme-echo "to ${Acme.Echo.text}"')).toEqual(refused('text'))
    expect(await contentsOf(room, '!acme-echo many=${Acme.Echo}')).toEqual(refused('many'))
    expect(await contentsOf(room, '!acme-echo password=********')).toEqual(refused('password'))
    expect(await contentsOf(room, '!Print value=${Acme.Echo.text}')).toEqual([MASK])
    expect(await contentsOf(room, '!acme-echo "***************"')).toMatchObject([{ mode: 'quiet' }])
    expect(await contentsOf(room, '!acme-echo "say sesame" password=sesame')).toMatchObject([
      { text: `say ${MASK}`, password: MASK },
    ])
  })

  test('in the arguments of the next run is kept for it, but nowhere else', async () => {
    const room = await testRoom({ now: '2026-03-01T08:00:00Z' })
    const entry = { Type: 1, ContentsFormat: 'text', Contents: 'wait', PollingCommand: 'acme-echo' }
    const poll = { ...entry, PollingArgs: { password: 'poll-secret' }, NextRun: '10', Timeout: '60' }
    const text = await printed(room, `!acme-entries entries=\`${JSON.stringify([poll])}\``)
    expect(text).toContain('"mode":"quiet"')
    expect(text + storedIn(room.folder)).not.toContain('poll-secret')
  })

  test('cannot be scheduled', async () => {
    const room = await testRoom()
    expect(await contentsOf(room, '!scheduleEntry command="!acme-echo hi password=open_sesame"')).toEqual([
      'A line with a secret in it cannot be scheduled: secrets are not kept.',
    ])
    expect(storedIn(room.folder)).not.toContain('open_sesame')
  })
})

describe('a secret that the person asked to see', () => {
  test('is shown by the run that made it, and stored nowhere', async () => {
    const room = await testRoom()
    expect(await printed(room, '!acme-temporary')).toMatch(/"tempPassword":"Temp-9xyz".*It is Temp-9xyz\./)
    expect(await contentsOf(room, '!acme-echo ${Acme.Temporary}')).toMatchObject([{ text: 'Temp-9xyz' }])
    expect(await printed(room, '!Print value=Temp-9xyz')).toContain(`"line":"!Print value=${MASK}"`)
    expect(storedIn(room.folder)).not.toContain('Temp-9xyz')
    expect(storedIn(room.folder)).toContain('"Acme.Temporary":{"$secret":')
    const folder = await closed(room)
    expect(storedIn(folder)).not.toContain('Temp-9xyz')
    const again = await testRoom({ state: folder })
    expect(await contentsOf(again, '/context Acme.Temporary')).toEqual({ value: MASK })
    expect(await contentsOf(again, '!acme-echo ${Acme.Temporary}')).toEqual(refused('text'))
  })
})
