import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { objects, runProgram } from '../face/program.ts'
import { emptyFolder } from '../stand-in.ts'

let server: Server
let url: string
const received: { type: string; body: string }[] = []

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (request.method === 'POST')
      received.push({
        type: String(request.headers['content-type']),
        body: Buffer.concat(chunks).toString('latin1'),
      })
    response.end('downloaded')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => void server.close())

const SCRIPTS = {
  Save: "return {Type: 3, FileID: saveFile('abc'), File: 'a.txt', Contents: 'a.txt', ContentsFormat: 'text'}",
  Download: `const {Path} = http(args.url, {SaveToFile: true})
return {Type: 9, FileID: Path, File: 'd.log', Contents: '', ContentsFormat: 'text'}`,
  ReadIt: `const [{Contents: {name}}] = executeCommand('getFilePath', {id: args.id})
return name + ': ' + atob(entrytoa(args.id))`,
  Send: "return String(httpMultipart(args.url, args.id, {}, {field: 'value'}).StatusCode)",
  Absent: "return {Type: 3, FileID: 'file-9', File: 'gone.txt', Contents: '', ContentsFormat: 'text'}",
}

/** A folder with the scripts as a pack in the repository form, and what runs lines on it. */
function place(): (...lines: string[]) => Promise<{ status: number | null; said: unknown[]; cwd: string }> {
  const cwd = emptyFolder()
  for (const [name, code] of Object.entries(SCRIPTS)) {
    const folder = path.join(cwd, 'pack', 'Scripts', name)
    mkdirSync(folder, { recursive: true })
    const args = 'args: [{name: id}, {name: url}]'
    writeFileSync(
      path.join(folder, `${name}.yml`),
      `commonfields: {id: ${name}}\nname: ${name}\ntype: javascript\nscript: ''\n${args}\n`,
    )
    writeFileSync(path.join(folder, `${name}.js`), code)
  }
  writeFileSync(path.join(cwd, 'none.yaml'), '[]\n')
  return async (...lines) => {
    const options = ['--pack', 'pack', '--instances', 'none.yaml', '--json']
    const ended = await runProgram([...options, ...lines], { cwd })
    return { status: ended.status, said: objects(ended), cwd }
  }
}

const FILE = {
  Name: 'a.txt',
  Size: 3,
  MD5: '900150983cd24fb0d6963f7d28e17f72',
  SHA256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  EntryID: '1@0',
  Extension: 'txt',
}

describe('the file of an entry', () => {
  test('is in the context, read back and sent, in the same run and in the next', async () => {
    const run = place()
    const lines = ['/context File', '!ReadIt id=1@0', `!Send id=1@0 url=${url}`]
    const first = await run('!Save', ...lines)
    expect(first.said.slice(1)).toMatchObject([
      { value: FILE },
      { entries: [{ Contents: 'a.txt: abc' }] },
      { entries: [{ Contents: '200' }] },
    ])
    const next = await run(...lines)
    expect(next.said).toMatchObject([
      { value: FILE },
      { entries: [{ Contents: 'a.txt: abc' }] },
      { entries: [{ Contents: '200' }] },
    ])
    expect(received).toHaveLength(2)
    for (const { type, body } of received) {
      expect(type).toMatch(/^multipart\/form-data/)
      expect(body).toMatch(/name="field"\r\n\r\nvalue\r\n/)
      expect(body).toMatch(/name="file"; filename="a\.txt"(?:\r\n.+)*\r\n\r\nabc\r\n/)
    }
  })

  test('is replayed from the journal without the file, and several are a list', async () => {
    const run = place()
    const { cwd } = await run('a note')
    const killed = await runProgram(
      ['--pack', 'pack', '--instances', 'none.yaml', '!Save', '!Save', `!Download url=${url}`],
      { cwd, env: { WARROOM_DIE_AT: '3' } },
    )
    expect(killed.status).toBe(137)
    const journal = readFileSync(path.join(cwd, '.warroom', 'journal.jsonl'), 'utf8')
      .trim()
      .split('\n')
    expect(journal).toHaveLength(3)
    for (const name of ['file-1', 'file-2', 'file-3'])
      writeFileSync(path.join(cwd, '.warroom', 'files', name), 'changed since')
    const { said } = await run('/context File', '/context InfoFile')
    expect(said).toMatchObject([
      {
        value: [
          { ...FILE, EntryID: '2@0' },
          { ...FILE, EntryID: '3@0' },
        ],
      },
      { value: { Name: 'd.log', Size: 10, EntryID: '4@0', Extension: 'log', Type: 'ASCII text' } },
    ])
  })

  test('shown again by getEntry is not in the context again', async () => {
    const { said } = await place()('!Save', '!getEntry 1@0', '/context File', '!ReadIt id=2@0')
    expect(said).toMatchObject([
      {},
      { entries: [{ ID: '2@0', Type: 3 }] },
      { value: FILE },
      { entries: [{ Contents: 'a.txt: abc' }] },
    ])
  })

  test('is told by getFilePath, which refuses an entry without one', async () => {
    const { said, cwd, status } = await place()('!Save', 'a note', '!getFilePath id=1@0', '!getFilePath 2@0')
    const file = path.join(cwd, '.warroom', 'files', 'file-1')
    expect(said.slice(2)).toMatchObject([
      { entries: [{ Contents: { id: '1@0', path: expect.stringContaining(file), name: 'a.txt' } }] },
      { entries: [{ Type: 4, Contents: expect.stringMatching(/^There is no file entry 2@0;/) }] },
    ])
    expect(readFileSync(file, 'utf8')).toBe('abc')
    expect(status).toBe(1)
  })

  test('that is not there makes an error entry, and scripts are told of no such entry', async () => {
    const { said, status } = await place()(
      '!Absent',
      '/context File',
      '!ReadIt id=1@0',
      `!Send id=x url=${url}`,
    )
    expect(said).toMatchObject([
      { entries: [{ ID: '1@0', Type: 4, Contents: expect.stringMatching(/^There is no file "file-9"/) }] },
      {},
      { entries: [{ Type: 4, Contents: expect.stringMatching(/There is no file entry 1@0/) }] },
      { entries: [{ Type: 4, Contents: expect.stringMatching(/There is no file entry x/) }] },
    ])
    expect(status).toBe(1)
  })

  test('given away with ignore-outputs is not in the context', async () => {
    const { said } = await place()('!Save ignore-outputs=true', '/context', '!ReadIt id=1@0')
    expect(said.slice(1)).toMatchObject([{ value: {} }, { entries: [{ Contents: 'a.txt: abc' }] }])
  })
})
