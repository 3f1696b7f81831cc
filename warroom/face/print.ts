import type { Entry, Json } from '../../kit/wire.ts'
import type { InstanceResult, Outcome, Readable } from '../engine/outcome.ts'
import { isError } from '../investigation/entry.ts'
import type { Secrets } from '../secrets.ts'
import { dim, type Look, printable, red, renderMarkdown } from './markdown.ts'

/** What `Contents` of format json shows: a text that is JSON is laid out as well. */
function laidOut(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2)
  try {
    return JSON.stringify(JSON.parse(value), null, 2)
  } catch {
    return value
  }
}

function readableText({ format, text }: Readable, look: Look): string {
  if (format === 'markdown') return renderMarkdown(String(text), look)
  const plain =
    format === 'json' ? laidOut(text) : typeof text === 'string' ? text : JSON.stringify(text, null, 2)
  return `${printable(plain).trimEnd()}\n`
}

/** HC §4: HumanReadable is shown instead of Contents, as markdown unless it says otherwise. */
function readableOf(entry: Entry): Readable {
  const { HumanReadable, ReadableContentsFormat, ContentsFormat, Contents } = entry
  if (typeof HumanReadable === 'string' && HumanReadable !== '') {
    return { format: ReadableContentsFormat === 'text' ? 'text' : 'markdown', text: HumanReadable }
  }
  const format = ContentsFormat === 'markdown' ? 'markdown' : ContentsFormat === 'text' ? 'text' : 'json'
  return { format, text: Contents ?? '' }
}

function entryText(entry: Entry, look: Look): string {
  const text = readableText(readableOf(entry), look)
  return isError(entry) ? red(`Error: ${text.trimEnd()}`, look).concat('\n') : text
}

function resultText(results: InstanceResult[], look: Look): string {
  return results
    .map(({ instance, entries }) => {
      const title = results.length > 1 ? `${dim(`— ${instance} —`, look)}\n` : ''
      return title + entries.map(entry => entryText(entry, look)).join('\n')
    })
    .join('\n')
}

/**
 * What became of a line, as a person reads it; empty when it could not be run: that is told on stderr. Secrets are masked
 * before the text is laid out, which could break one in two.
 */
export function humanText(outcome: Outcome, secrets: Secrets, look: Look): string {
  if ('error' in outcome) return ''
  if ('answer' in outcome) {
    const { shown, rest = shown } = outcome.answer
    return readableText(JSON.parse(secrets.shown({ ...(look.watched ? rest : shown) })), look)
  }
  return resultText(JSON.parse(secrets.shown(outcome.results as unknown as Json)), look)
}

/** The same for programs (design.md §8): one JSON object a line. */
export function jsonText(outcome: Outcome, secrets: Secrets): string {
  const { line } = outcome
  if ('error' in outcome) return `${secrets.shown({ line, error: outcome.error })}\n`
  if ('answer' in outcome) return `${secrets.shown({ line, value: outcome.answer.value })}\n`
  return outcome.results
    .map(({ instance, entries }) => `${secrets.shown({ line, instance, entries: entries as Json })}\n`)
    .join('')
}

/** The exit status a line asks for: 0 fine, 1 an entry was an error, 2 the line could not be run. */
export function statusOf(outcome: Outcome): 0 | 1 | 2 {
  if ('error' in outcome) return 2
  if ('answer' in outcome) return outcome.answer.failed ? 1 : 0
  return outcome.results.some(({ entries }) => entries.some(isError)) ? 1 : 0
}
