import { setTimeout as delay } from 'node:timers/promises'
import type { JsonObject } from './json.ts'

/** Enough for a write to be worth its while, little enough for 100 MB never to be in memory. */
const chunkSize = 64 * 1024
const opening = '{"Report_Entry":['
const closing = ']}'

/** The texts of the entries; `change` gives that of one at a place (from 0) another form. */
export function* entryTexts(
  entries: Iterable<JsonObject>,
  change: (entry: JsonObject, at: number) => string = entry => JSON.stringify(entry),
): Generator<string> {
  let at = 0
  for (const entry of entries) {
    yield change(entry, at)
    at += 1
  }
}

/** A whole report with these entries, in chunks that follow the speed of whoever takes them. */
export function* document(texts: Iterable<string>): Generator<string> {
  yield* chunked(pieces(texts), chunkSize)
}

/** The beginning of a report, which ends in the middle of an entry: behind so many whole ones, or the last. */
export function* beginning(texts: Iterable<string>, after: number): Generator<string> {
  yield* chunked(broken(texts, after), chunkSize)
}

/** A whole report that comes late: `first` ms before the first byte, and with `between` ms behind every entry. */
export async function* slowly(texts: Iterable<string>, first: number, between: number) {
  await delay(first, undefined, { ref: false })
  if (between === 0) {
    yield* document(texts)
    return
  }
  for (const piece of pieces(texts)) {
    yield piece
    await delay(between, undefined, { ref: false })
  }
}

/** How many bytes a whole report has; walks over it. */
export function byteLength(texts: Iterable<string>): number {
  let length = 0
  for (const chunk of document(texts)) length += Buffer.byteLength(chunk)
  return length
}

/** The first `count` of a sequence, of which no more is asked for. */
export function* first<T>(sequence: Iterable<T>, count: number): Generator<T> {
  if (count === 0) return
  let taken = 0
  for (const item of sequence) {
    yield item
    taken += 1
    if (taken === count) return
  }
}

function* pieces(texts: Iterable<string>): Generator<string> {
  let before = opening
  for (const text of texts) {
    yield before + text
    before = ','
  }
  yield before === opening ? opening + closing : closing
}

function* broken(texts: Iterable<string>, after: number): Generator<string> {
  let whole = 0
  let before = opening
  for (const text of texts) {
    if (whole === after) {
      // Half an entry is never a whole one, not even of {}.
      yield before + text.slice(0, Math.ceil(text.length / 2))
      return
    }
    yield before + text
    before = ','
    whole += 1
  }
  if (whole === 0) yield opening
}

function* chunked(texts: Iterable<string>, size: number): Generator<string> {
  let chunk = ''
  for (const text of texts) {
    chunk += text
    if (chunk.length < size) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}
