import { TextDecoder } from 'node:util'
import { EntryTexts } from './entry-texts.ts'
import { malformed, markup, type Report } from './refusals.ts'

/**
 * The texts of the entries of an answer's bytes, in batches as they come: UTF-8, with or without a byte order mark.
 * Throws a Refusal when they are no whole report; when they cannot be read to the end, what `broken` makes of the
 * failure and the number of entries that were whole.
 */
export async function* entriesOf(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  report: Report,
  broken: (failure: unknown, entries: number) => Error,
): AsyncGenerator<readonly string[], void> {
  const texts = new EntryTexts(report)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const bytes of readable(body, failure => broken(failure, texts.entries))) {
    // Said here and not before: an empty answer is empty, whatever it is called.
    if (/html|xml/i.test(contentType)) throw markup(report, contentType)
    const batch = texts.push(decode(decoder, bytes, report, texts))
    if (batch.length) yield batch
  }
  texts.push(decode(decoder, undefined, report, texts))
  texts.end()
}

async function* readable(
  body: AsyncIterable<Uint8Array>,
  broken: (failure: unknown) => Error,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (failure) {
    throw broken(failure)
  }
}

/** The characters that these bytes complete; without bytes, what is left at the end. */
function decode(
  decoder: TextDecoder,
  bytes: Uint8Array | undefined,
  report: Report,
  texts: EntryTexts,
): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
  } catch {
    // An answer that ends inside a character is cut, and that says more.
    if (!bytes) texts.end()
    throw malformed(report, texts.where, 'stand bytes that are no UTF-8')
  }
}
