import type { Json } from '../../kit/wire.ts'
import { flagIn, listIn, objectIn, textIn, valueIn } from './read.ts'
import type { Form, Message, Question } from './task.ts'

function questionIn(value: Json): Question {
  const { id, type, required, fieldassociated, label, labelarg, options, optionsarg } = objectIn(value)
  const text = valueIn(labelarg)
  return {
    id: textIn(id),
    type: textIn(type),
    required: flagIn(required),
    field: textIn(fieldassociated),
    text: text.simple === undefined && text.complex === undefined ? { simple: textIn(label) } : text,
    options: listIn(options),
    optionValues: listIn(optionsarg).map(valueIn),
  }
}

/** The form of a data collection (playbook.md §9). Its title is taken as it is written. */
export function readForm(value: Json | undefined): Form {
  const { title, questions } = objectIn(value)
  return {
    title: textIn(title),
    questions: listIn(questions).map(questionIn),
  }
}

/** What a task asks; undefined when it asks nothing. */
export function readMessage(value: Json | undefined): Message | undefined {
  if (value === null || value === undefined || typeof value !== 'object') return undefined
  const { to, cc, bcc, subject, body, replyOptions, timings } = objectIn(value)
  return {
    to: valueIn(to),
    cc: valueIn(cc),
    bcc: valueIn(bcc),
    subject: valueIn(subject),
    body: valueIn(body),
    replies: listIn(replyOptions).map(textIn),
    completeAfter: Math.max(1, Number(textIn(objectIn(timings).completeafterreplies)) || 1),
  }
}
