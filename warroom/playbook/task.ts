import type { Json } from '../../kit/wire.ts'
import type { Filter, Value } from '../values/index.ts'

/** What a task does (playbook.md §2). `manual` is a regular task without a script (PB-43). */
export type TaskKind = 'start' | 'title' | 'command' | 'manual' | 'condition' | 'playbook' | 'collection'

/** A command or automation that a task names; `brand` limits a command to the instances of that brand (HC-51). */
export interface Code {
  name: string
  brand?: string
}

export interface Loop {
  forEach: boolean
  /** Seconds between runs, and how many there are at most (PB-64). */
  wait: number
  max: number
  until?: Filter[][]
  exit?: { code: Code; args: [name: string, value: Value][]; label: string }
}

export interface Question {
  id: string
  type: string
  required: boolean
  field: string
  text: Value
  options: Json[]
  optionValues: Value[]
}

/** What a task asks people, and how (PB-25, PB-77). */
export interface Message {
  to: Value
  cc: Value
  bcc: Value
  subject: Value
  body: Value
  replies: string[]
  completeAfter: number
}

export interface Form {
  title: string
  questions: Question[]
}

/** What happens when the task fails (PB-70 to PB-72). */
export type OnError = 'stop' | 'continue' | 'errorPath'

export interface Task {
  id: string
  kind: TaskKind
  name: string
  code?: Code
  /** The name or id of the playbook that it calls. */
  calls?: string
  next: Map<string, string[]>
  args: [name: string, value: Value][]
  conditions: { label: string; condition: Filter[][] }[]
  loop?: Loop
  separate: boolean
  onError: OnError
  skipUnavailable: boolean
  fields: { field: string; output: Value }[]
  timers: { field: string; action: string }[]
  quiet: 0 | 1 | 2
  note: boolean
  evidence?: Value
  tags: string[]
  message?: Message
  form?: Form
}

export interface Input {
  key: string
  value: Value
  required: boolean
}

export interface Playbook {
  id: string
  name: string
  start: string
  tasks: Map<string, Task>
  inputs: Input[]
  outputs: string[]
  quiet: boolean
  file: string
}

/** How messages call a task, at the beginning of a sentence. */
export function calledFirst(playbook: Playbook, id: string): string {
  const name = playbook.tasks.get(id)?.name ?? ''
  return `Task ${id}${name === '' ? '' : ` ("${name}")`} of playbook "${playbook.name}" (${playbook.file})`
}
