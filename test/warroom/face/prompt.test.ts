import { readFileSync } from 'node:fs'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { runPrompt } from '../../../warroom/face/prompt.ts'
import { type TestRoom, testRoom } from '../engine/room.ts'

const ENTER = '\r'
const TAB = '\t'
const UP = '\u001b[A'
const CTRL_C = '\u0003'
const CTRL_D = '\u0004'

/** Somebody at a prompt: types keys and sees one screen, on which results, messages and the typed line all appear. */
function atPrompt(room: TestRoom) {
  const input = new PassThrough()
  const output = new PassThrough()
  let screen = ''
  const show = (text: string) => {
    screen += stripVTControlCharacters(text)
  }
  output.on('data', chunk => show(String(chunk)))
  const face = { json: false, debug: false, look: { colour: false, width: 80 }, out: show, err: show }
  const ended = runPrompt(room, face, { input, output })
  return {
    ended,
    /** Types the keys and waits until the screen holds `text` behind what was there before. */
    async type(keys: string, text: string): Promise<string> {
      const before = screen.length
      input.write(keys)
      await vi.waitUntil(() => screen.slice(before).includes(text), { timeout: 10_000 })
      return screen.slice(before)
    },
    screen: () => screen,
  }
}

const history = (room: TestRoom): string[] =>
  readFileSync(path.join(room.folder, 'history.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line).line)

describe('at the prompt', () => {
  test('lines run one after the other until /exit', async () => {
    const room = await testRoom()
    const own = atPrompt(room)
    await own.type(`!acme-echo hello${ENTER}`, 'hello\nwar room> ')
    await own.type(`${ENTER}   ${ENTER}`, 'war room> ')
    await own.type(`!nope${ENTER}`, 'Unknown command "nope"')
    await own.type(`/exit${ENTER}`, '/exit')
    expect(await own.ended).toBe(0)
    expect(history(room)).toEqual(['!acme-echo hello', '!nope'])
  })

  test('lines typed ahead are not lost', async () => {
    const own = atPrompt(await testRoom())
    await own.type(`!acme-does slow${ENTER}!acme-echo second${ENTER}third${ENTER}/exit${ENTER}`, '/exit')
    await own.ended
    expect(own.screen()).toMatch(/second[\s\S]*third/)
  })

  test('Tab completes, the arrow brings back, also what an earlier prompt took', async () => {
    const room = await testRoom()
    const first = atPrompt(room)
    await first.type(`!acme-ec${TAB}`, '!acme-echo')
    await first.type(' mo', 'mo')
    await first.type(TAB, 'de=')
    await first.type(`loud${ENTER}`, 'Echo')
    await first.type(CTRL_D, '\n')
    await first.ended
    const second = atPrompt(room)
    await second.type(UP, '!acme-echo mode=loud')
    await second.type(ENTER, 'Echo')
    await second.type(`/exit${ENTER}`, '/exit')
    await second.ended
    expect(room.session.investigation.entries).toHaveLength(2)
  })

  test('Ctrl-C clears the line, or stops the command that runs', async () => {
    const room = await testRoom()
    const own = atPrompt(room)
    await own.type('!acme-echo never', 'never')
    await own.type(CTRL_C, 'war room> ')
    await own.type(`!acme-does hang${ENTER}`, '!acme-does hang')
    await vi.waitUntil(() => history(room).length === 1)
    await own.type(CTRL_C, 'Error: The command was interrupted.')
    await own.type(`!acme-echo after${ENTER}`, 'Echo')
    await own.type(CTRL_D, '\n')
    await own.ended
    expect(room.session.investigation.entries).toMatchObject([{ Type: 4 }, { Contents: { text: 'after' } }])
  })

  test('secret values are not remembered on the disk', async () => {
    const room = await testRoom()
    const own = atPrompt(room)
    await own.type(`!acme-echo password="open sesame"${ENTER}`, 'Echo')
    await own.type(`/exit${ENTER}`, '/exit')
    await own.ended
    expect(history(room)).toEqual(['!acme-echo password=********'])
  })

  test('the prompt names the incident', async () => {
    const room = await testRoom()
    room.session.parts.state.commit({ incidents: [{ id: '7', name: 'Seven' }] })
    const own = atPrompt(room)
    await own.type(`/incident 7${ENTER}`, 'incident 7> ')
    await own.type(`/incident 0${ENTER}`, 'war room> ')
    await own.type(CTRL_D, '\n')
    expect(await own.ended).toBe(0)
  })
})
