import type { ServerResponse } from 'node:http'
import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** How an answer ends: as it should, by the connection's end, or never. */
export type Ending = 'end' | 'close' | 'silence'

/** Sends chunks as fast as the other side takes them. A client that goes away is its own business; a fault of the source is told. */
export async function send(
  response: ServerResponse,
  chunks: Iterable<string> | AsyncIterable<string>,
  ending: Ending = 'end',
): Promise<void> {
  await deliver(() => pipeline(Readable.from(chunks), response, { end: ending === 'end' }))
  // Unlike destroy, this lets what was written go out before.
  if (ending === 'close') response.socket?.destroySoon()
}

/** The same through a transformation such as gzip. */
export async function sendThrough(response: ServerResponse, chunks: Iterable<string>, transform: Transform) {
  await deliver(() => pipeline(Readable.from(chunks), transform, response))
}

/** Sends a short answer of its type. */
export function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text)
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendText(response, status, 'application/json', JSON.stringify(value))
}

async function deliver(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    const left = error instanceof Error && 'code' in error && gone.has(String(error.code))
    if (!left) console.error(error)
  }
}

const gone = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_DESTROYED'])
