import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import { bold, dim, type Look, renderMarkdown } from '../../warroom/face/markdown.ts'
import { textTable } from '../../warroom/face/table.ts'
import type { Mail } from './mail.ts'
import type { Said } from './room.ts'

/** Tables and texts are made for this width; a wider terminal shows them no wider. */
const WIDTH = 96
const MOST_LINES = 6

/** How it is printed: in colour only at a terminal. */
export const look: Look = {
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  width: Math.min(process.stdout.columns ?? WIDTH, WIDTH),
}

export const print = (text: string): void => console.log(text)

export function heading(text: string): void {
  print(`\n${bold(wrapped(text, ''), look)}\n`)
}

/** What somebody does: a line in the war room, or a request to an org. */
export function typed(place: string, text: string): void {
  const prompt = `${place}>`
  // The prompt is coloured after the text is broken: a colour's code has no width.
  print(wrapped(`${prompt} ${text}`, '    ').trimStart().replace(prompt, dim(prompt, look)))
}

export function answered(text: string): void {
  print(wrapped(text, '  '))
}

/** Breaks texts so that they fit, each line indented. */
export function wrapped(text: string, indent: string): string {
  return text
    .split('\n')
    .flatMap(line => {
      const lines: string[] = []
      for (const word of line.split(' ').flatMap(each => piecesOf(each))) {
        const last = lines.at(-1)
        if (last === undefined || last.length + word.length + 1 > WIDTH - indent.length) lines.push(word)
        else lines[lines.length - 1] = `${last} ${word}`
      }
      return lines
    })
    .map(line => indent + line)
    .join('\n')
}

/** A word that fits on no line is broken behind a comma. */
function piecesOf(word: string): string[] {
  return word.length < WIDTH - 4 ? [word] : word.split(/(?<=,)/)
}

/** What the war room answered, in short. */
export function shortAnswer({ entries, value, error }: Said): string {
  if (error !== undefined) return `Could not be run: ${error}`
  if (entries) return entries.map(entryText).join('\n')
  if (Array.isArray(value))
    return value.length ? value.map(one => valueText(objectOr(one))).join('\n') : 'nothing'
  return valueText(objectOr(value))
}

function entryText({ HumanReadable, Contents }: Entry): string {
  const rows = [Contents].flat().map(objectOr)
  if (rows[0] && 'rule' in rows[0])
    return `${decisionsText(rows)}\n${String(HumanReadable).trim().split('\n').at(-1)}`
  const lines = renderMarkdown(String(HumanReadable ?? Contents), { ...look, colour: false })
    .trim()
    .split('\n')
  return lines.slice(0, MOST_LINES).join('\n')
}

/** Of what `explain` tells as much as fits into a line. */
function decisionsText(rows: readonly JsonObject[]): string {
  const columns = ['displayname', 'incident', 'reason']
  return textTable(
    columns,
    rows.map(row => columns.map(column => String(row[column] ?? ''))),
    WIDTH - 2,
  ).trimEnd()
}

/** The value of /fetch, /tasks, /playbook, /task or /incident in one sentence. */
function valueText(value: JsonObject): string {
  if ('dropped' in value) return fetchedText(value)
  if ('ok' in value) return String(value.message)
  if ('waitsFor' in value) return `task ${value.id}, "${value.name}", waits for ${value.waitsFor}`
  if (Array.isArray(value.tasks)) return runText(value, value.tasks)
  return incidentText(value)
}

function fetchedText({ created, dropped, error }: JsonObject): string {
  if (error) return `Fetching failed: ${error}`
  const ids = [created ?? []].flat()
  const made = ids.length ? `created incident ${ids.join(', ')}` : 'nothing new'
  return dropped ? `${made}; dropped ${dropped} by a pre-process rule` : made
}

function runText({ state }: JsonObject, tasks: readonly Json[]): string {
  const done = tasks.map(objectOr).filter(task => task.state === 'Completed')
  return `the playbook's state: ${state}; ${done.length} tasks are done`
}

function incidentText(incident: JsonObject): string {
  const { id, type, name, closeNotes, runStatus, details } = incident
  // Without a playbook nothing tells more than what it was raised with.
  const notes = closeNotes || (runStatus === undefined && details)
  return `incident ${id}, ${type}, "${name}": ${stateText(incident)}${notes ? `\n${notes}` : ''}`
}

function stateText({ owner, runStatus, closeReason }: JsonObject): string {
  if (closeReason) return `closed as ${closeReason}`
  return runStatus === undefined ? 'open' : `its playbook's state: ${runStatus}, owner: ${owner || 'nobody'}`
}

/** The head of a mail, with a line at its side. */
export function mailText({ to, subject, text }: Mail): string {
  const lines = text.split('\n').filter(line => line.trim() !== '')
  return wrapped([`To: ${to}`, `Subject: ${subject}`, ...lines.slice(0, MOST_LINES)].join('\n'), '  | ')
}

/** Each line no longer than fits: pages of raw objects say nothing to a person. */
export function clipped(text: string): string {
  return text
    .split('\n')
    .map(line => (line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line))
    .join('\n')
}

export function objectOr(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
