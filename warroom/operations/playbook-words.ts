import type { Answers } from '../playbook/go-on.ts'
import { Refusal } from '../refusal.ts'

/** What stands behind `/playbook`. */
export interface PlaybookWords {
  name: string
  incident?: string
  draw?: string
  anew: boolean
  answers: Answers
}

/** Reads the words behind `/playbook`. A Refusal names an option that is unknown or lacks its value. */
export function playbookWords(words: string[]): PlaybookWords {
  const read: PlaybookWords = { name: '', anew: false, answers: new Map() }
  const names: string[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (!word.startsWith('--')) {
      names.push(word)
      continue
    }
    if (word === '--anew') {
      read.anew = true
      continue
    }
    at += 1
    const value = words[at]
    if (!['--incident', '--answer', '--draw'].includes(word))
      throw new Refusal(`/playbook has no option ${word}; it has --incident, --answer, --anew and --draw.`)
    if (value === undefined || value === '')
      throw new Refusal(`${word} needs a value; /help playbook tells which.`)
    if (word === '--incident') read.incident = value
    else if (word === '--draw') read.draw = value
    else addAnswer(read.answers, value)
  }
  return { ...read, name: names.join(' ') }
}

function addAnswer(answers: Answers, text: string): void {
  const at = text.indexOf('=')
  if (at < 1) throw new Refusal(`--answer "${text}" names no task; expected TASK=VALUE, such as 4=yes.`)
  answers.set(text.slice(0, at), text.slice(at + 1))
}
