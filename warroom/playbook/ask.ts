import { textOf } from '../context/index.ts'
import { taskPath } from '../investigation/run.ts'
import type { Value } from '../values/index.ts'
import { type Reader, readerOf, scopedTo, type TaskPlace } from './place.ts'
import type { Question } from './task.ts'

const text = (reader: Reader, value: Value): string => textOf(reader.value(value))

/** What may be chosen, as the file lists it and as the context has it (`optionsarg`). */
export function optionsOf({ options, optionValues }: Question, reader: Reader): string[] {
  const all = [...options, ...optionValues.map(value => reader.value(value) ?? [])].flat().map(textOf)
  return [...new Set(all)]
}

function questionText(question: Question, reader: Reader): string {
  const { id, text: label } = question
  const choices = optionsOf(question, reader)
  const shown = choices.length === 0 ? '' : `\n  one of: ${choices.join(', ')}`
  return `${id}: ${text(reader, label)}${shown}`
}

/** What may be answered, and how: nobody reads the replies to a mail of the war room. */
function replies({ task, investigation, path }: TaskPlace, reader: Reader): string {
  const id = taskPath(path, task.id)
  const own = `in incident ${investigation.id}`
  if (task.kind === 'collection') {
    const questions = (task.form?.questions ?? []).map(question => questionText(question, reader))
    return [...questions, '', `Answer with /task ${id} answer KEY=VALUE … ${own}.`].join('\n')
  }
  const labels = task.message?.replies.length ? task.message.replies : [...task.next.keys()]
  return [`One of: ${labels.join(', ')}`, '', `Answer with /task ${id} complete LABEL ${own}.`].join('\n')
}

/** Sends the mail with which a task asks people (PB-25, PB-77). One that names nobody is only asked in the war room. */
export function askPeople(place: TaskPlace): void {
  const { task, parts, path, investigation } = place
  const { message } = task
  if (!message) return
  const reader = readerOf(parts, scopedTo(place, task.id))
  const to = text(reader, message.to)
  if (to === '') return
  const [cc, bcc] = [text(reader, message.cc), text(reader, message.bcc)]
  const subject = text(reader, message.subject) || task.form?.title || task.name
  const body = `${text(reader, message.body)}\n\n${replies(place, reader)}`
  const name = `${investigation.id}-${taskPath(path, task.id).replaceAll('/', '-')}`
  parts.outbox.send(name, { to, cc, bcc, subject, body })
}
