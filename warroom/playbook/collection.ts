import type { Json, JsonObject } from '../../kit/wire.ts'
import { listOf, textOf } from '../automations/arguments.ts'
import type { ContextEdit } from '../investigation/change.ts'
import { placeOf } from '../investigation/scope.ts'
import { jsonIn } from '../json.ts'
import { Refusal } from '../refusal.ts'
import { ValueError } from '../values/index.ts'
import { parseInstant } from '../values/instant.ts'
import { optionsOf } from './ask.ts'
import { readerOf, scopedTo, type TaskPlace } from './place.ts'
import { calledFirst, type Question } from './task.ts'

/** What is wrong with an answer to a task: which task, and what it takes. */
export function refused(place: TaskPlace, what: string): Refusal {
  return new Refusal(`${calledFirst(place.playbook, place.task.id)} ${what}`)
}

const isBlank = (answer: Json | undefined): boolean => textOf(answer).trim() === ''

function answersIn(place: TaskPlace, given: Json): JsonObject {
  const value = typeof given === 'string' ? jsonIn(given) : given
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as JsonObject
  const ids = place.task.form?.questions.map(({ id }) => `"${id}"`).join(', ')
  throw refused(place, `takes its answers as JSON, {question: value}, with the questions ${ids} (PB-77).`)
}

/** The option that a text means, as it is written or else without case; any text where there are no options. */
function optionFor(text: string, options: string[]): string | undefined {
  if (options.length === 0 || options.includes(text)) return text
  return options.find(option => option.toLowerCase() === text.toLowerCase())
}

/** An answer as its question keeps it; undefined when the question does not take it. */
function typed({ type }: Question, answer: Json, options: string[]): Json | undefined {
  const text = textOf(answer).trim()
  switch (type) {
    case 'number': {
      const number = Number(text)
      return Number.isFinite(number) ? number : undefined
    }
    case 'date':
      return parseInstant(text) ? text : undefined
    case 'singleSelect':
      return optionFor(text, options)
    case 'multiSelect': {
      // A comma may belong to an option.
      const chosen = options.includes(text) ? [text] : listOf(answer).map(each => textOf(each))
      const known = chosen.map(each => optionFor(each, options))
      return known.every(each => each !== undefined) ? known : undefined
    }
    case 'grid':
      return listOf(answer)
    default:
      return answer
  }
}

function expected({ type }: Question, options: string[]): string {
  if (type === 'number') return 'a number'
  if (type === 'date') return 'a date such as 2026-03-01T08:00:00Z'
  return `${type === 'multiSelect' ? 'some' : 'one'} of ${options.join(', ')}`
}

/** What a question lets people choose from; only a choice is read. A value that cannot be read is a Refusal. */
function choicesOf(place: TaskPlace, question: Question): string[] {
  if (!question.type.endsWith('Select')) return []
  try {
    return optionsOf(question, readerOf(place.parts, scopedTo(place, place.task.id)))
  } catch (cause) {
    if (!(cause instanceof ValueError)) throw cause
    throw refused(place, `cannot read the options of question "${question.id}": ${cause.message} (PB-77).`)
  }
}

function kept(place: TaskPlace, question: Question, answer: Json): Json {
  const options = choicesOf(place, question)
  const value = typed(question, answer, options)
  if (value !== undefined) return value
  const what = `takes ${expected(question, options)} as the answer to question "${question.id}"`
  throw refused(place, `${what}, not "${textOf(answer)}" (PB-77).`)
}

/** What the answers to a form write: under its title by question, and into the fields of the incident (PB-77). */
export function answered(place: TaskPlace, reply: Json): { edits: ContextEdit[]; fields: JsonObject } {
  const answers = answersIn(place, reply)
  const { form, name } = place.task
  const questions = form?.questions ?? []
  const unknown = Object.keys(answers).find(id => !questions.some(question => question.id === id))
  if (unknown !== undefined)
    throw refused(place, `has no question "${unknown}"; it has ${questions.map(({ id }) => id).join(', ')}.`)
  const of = ({ id }: Question) => (Object.hasOwn(answers, id) ? answers[id] : undefined)
  const missing = questions.find(question => question.required && isBlank(of(question)))
  if (missing) throw refused(place, `needs an answer to question "${missing.id}" (PB-77).`)
  const given = questions
    .filter(question => !isBlank(of(question)))
    .map(question => ({ question, value: kept(place, question, of(question) ?? null) }))
  const fields = given.filter(({ question }) => question.field !== '')
  return {
    // Appended, so that the context holds what every one of several people answered.
    edits: given.map(({ question: { id }, value }) => ({
      ...placeOf(scopedTo(place)),
      ...{ under: [form?.title || name, 'Answers', id], value },
    })),
    fields: Object.fromEntries(fields.map(({ question, value }) => [question.field, value])),
  }
}
