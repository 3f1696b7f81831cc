import { createInterface, type Interface } from 'node:readline'
import { PLAYGROUND } from '../investigation/room.ts'
import type { WarRoom } from '../open.ts'
import { complete } from './completion.ts'
import { History } from './history.ts'
import { type Face, runLine } from './lines.ts'

/** Where keys come from and the line that is being typed is shown. */
interface Terminal {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
}

function question({ session }: WarRoom): string {
  const { id } = session.investigation
  return id === PLAYGROUND ? 'war room> ' : `incident ${id}> `
}

/** Ctrl-C stops what runs; with nothing running it clears the line, as shells do. */
function onInterrupt(lines: Interface, room: WarRoom, face: Face, isRunning: () => boolean): void {
  lines.on('SIGINT', () => {
    if (isRunning()) return room.interrupt('The command was interrupted.')
    face.err('\n')
    lines.write(null, { ctrl: true, name: 'e' })
    lines.write(null, { ctrl: true, name: 'u' })
    lines.prompt()
  })
}

function end(lines: Interface): 0 {
  lines.close()
  return 0
}

/** Asks for lines at the terminal until /exit, Ctrl-D or `ending`. stdout holds results only, so the prompt goes to stderr. */
export async function runPrompt(
  room: WarRoom,
  face: Face,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
  ending?: AbortSignal,
): Promise<number> {
  const { session } = room
  const history = new History(session.parts.state.folder)
  const lines = createInterface({
    input,
    output,
    terminal: true,
    history: history.lines,
    historySize: history.size,
    removeHistoryDuplicates: true,
    completer: (line: string) => complete(line, session),
    ...(ending ? { signal: ending } : {}),
  })
  let running = false
  onInterrupt(lines, room, face, () => running)
  face.err(
    'War room: !command, /operation or a note; Tab completes, /help lists what there is, /exit ends.\n',
  )
  lines.setPrompt(question(room))
  lines.prompt()
  for await (const line of lines) {
    if (/^\s*\/exit\s*$/.test(line)) return end(lines)
    if (line.trim() !== '') {
      history.add(session.masked(line.trim()))
      running = true
      await runLine(session, line, face)
      running = false
    }
    if (ending?.aborted) break
    lines.setPrompt(question(room))
    lines.prompt()
  }
  // Ctrl-D leaves the cursor behind the prompt.
  face.err('\n')
  return end(lines)
}
