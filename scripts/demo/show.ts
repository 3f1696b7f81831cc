import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import { bold, dim, type Look, renderMarkdown } from '../../warroom/face/markdown.ts'
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
  const lines = renderMarkdown(String(HumanReadable ?? Contents), { ...look, colour: false })
    .trim()
    .split('\n')
  return lines.slice(0, MOST_LINES).join('\n')
}

/** The value of /fetch, /tasks, /playbook, /task or /incident in one sentence. */
function valueText(value: JsonObject): string {
  if ('dropped' in value) return fetchedText(value)
  if ('waitsFor' in value) return `task ${value.id}, "${value.name}", waits for ${value.waitsFor}`
  if (Array.isArray(value.tasks)) return runText(value, value.tasks)
  return incidentText(value)
}

function fetchedText({ created, error }: JsonObject): string {
  if (error) return `Fetching failed: ${error}`
  const ids = [created ?? []].flat()
  return ids.length ? `created incident ${ids.join(', ')}` : 'nothing new'
}

function runText({ state }: JsonObject, tasks: readonly Json[]): string {
  const done = tasks.map(objectOr).filter(task => task.state === 'Completed')
  return `the playbook's state: ${state}; ${done.length} tasks are done`
}

function incidentText({ id, type, name, owner, runStatus, closeReason, closeNotes }: JsonObject): string {
  const state = closeReason
    ? `closed as ${closeReason}`
    : `its playbook's state: ${runStatus}, owner: ${owner || 'nobody'}`
  const notes = closeNotes ? `\n${closeNotes}` : ''
  return `incident ${id}, ${type}, "${name}": ${state}${notes}`
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
