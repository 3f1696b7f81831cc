import { CommandLineError, type ParsedOperation, parseLine } from '../command-line/index.ts'
import { QueryError } from '../context/index.ts'
import { completed, NOTE, textEntry } from '../investigation/entry.ts'
import { type Investigation, PLAYGROUND } from '../investigation/room.ts'
import { didYouMean } from '../nearest.ts'
import type { Operation } from '../operations/operation.ts'
import { goOnEverywhere, resume } from '../playbook/continue.ts'
import { Refusal } from '../refusal.ts'
import { SandboxError } from '../sandbox/index.ts'
import { untilPolled } from '../schedule/poll-line.ts'
import { callOf } from './call.ts'
import { maskedLine } from './masked-line.ts'
import type { Answer, InstanceResult, Outcome } from './outcome.ts'
import type { Parts } from './parts.ts'
import { optionsOf, runCommand } from './run-command.ts'

/** These say in one sentence why a line could not be run; anything else is a fault of ours and is thrown on. */
function isSentence(cause: unknown): cause is Error {
  return [Refusal, CommandLineError, QueryError, SandboxError].some(kind => cause instanceof kind)
}

/** One person's (or program's) place in the war room: the investigation in which lines run. */
export class Session {
  readonly parts: Parts
  readonly operations: readonly Operation[]
  #investigation = PLAYGROUND
  #resumed = false

  constructor(parts: Parts, operations: readonly Operation[]) {
    this.parts = parts
    this.operations = operations
  }

  get investigation(): Investigation {
    return this.parts.state.room.investigation(this.#investigation)
  }

  /** Lines run in this investigation from now on. Refused when there is none of this id. */
  enter(id: string): void {
    const { investigations } = this.parts.state.room
    if (id !== PLAYGROUND && !investigations.get(id)?.incident) {
      throw new Refusal(`There is no incident ${id}; /incidents lists them.`)
    }
    this.#investigation = id
  }

  /** The line as it may be shown, stored and remembered. */
  masked(line: string): string {
    return maskedLine(line, this.parts)
  }

  /** Runs one line, whatever it is. It never rejects because of what the line says. */
  async run(text: string): Promise<Outcome> {
    const line = this.masked(text.trim())
    this.parts.interruption.begin()
    if (!this.#resumed) await resume(this.parts)
    this.#resumed = true
    const outcome = await this.#outcome(line, text)
    await goOnEverywhere(this.parts)
    return outcome
  }

  async #outcome(line: string, text: string): Promise<Outcome> {
    try {
      const parsed = parseLine(text)
      if (parsed.kind === 'operation') return { line, answer: await this.#operate(parsed) }
      if (parsed.kind !== 'command') return { line, results: [this.#note(line)] }
      const running = { parts: this.parts, investigation: this.investigation, line }
      const call = callOf(running, parsed)
      const results = await runCommand(running, call)
      return { line, results: await untilPolled(running, results, optionsOf(running, call)) }
    } catch (cause) {
      if (!isSentence(cause)) throw cause
      return { line, error: this.parts.secrets.mask(cause.message), cause }
    }
  }

  #operate({ name, words, rest }: ParsedOperation): Answer | Promise<Answer> {
    const operation = this.operations.find(candidate => candidate.name === name)
    if (!operation) {
      const names = this.operations.map(candidate => candidate.name)
      throw new Refusal(`Unknown operation "/${name}"${didYouMean(name, names) || '; /help lists them'}.`)
    }
    if (operation.argument === '' && words.length > 0) {
      throw new Refusal(`/${name} takes no argument; "${rest}" was given.`)
    }
    return operation.run(this, operation.verbatim ? rest : words.join(' '), words)
  }

  /** HC-40: a mention or any other text is a note of the investigation. */
  #note(line: string): InstanceResult {
    const { investigation, parts } = this
    const origin = { brand: 'none', category: 'chat', instance: '', line, created: parts.clock.now() }
    const number = investigation.entries.length + 1
    const entries = [completed(textEntry(NOTE, line), number, investigation.id, origin)]
    parts.state.commit({ investigation: { id: investigation.id, entries } })
    return { instance: null, entries }
  }
}
