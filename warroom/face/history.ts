import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { replaceFile, VERSION } from '../state/folder.ts'

const KEPT = 1000

/** What was typed at the prompt, kept in the state folder. Lines are masked before they come here. */
export class History {
  readonly size = KEPT
  /** Newest first, as readline wants them. */
  readonly lines: string[]
  readonly #file: string

  constructor(folder: string) {
    this.#file = path.join(folder, 'history.jsonl')
    const stored = existsSync(this.#file) ? readFileSync(this.#file, 'utf8').split('\n') : []
    const texts = stored.flatMap(text => {
      try {
        return [String(JSON.parse(text).line)]
      } catch {
        // Torn by a killed process: one line of history is no loss.
        return []
      }
    })
    this.lines = texts.slice(-KEPT).reverse()
    if (texts.length > 2 * KEPT) replaceFile(this.#file, texts.slice(-KEPT).map(this.#stored).join(''))
  }

  add(line: string): void {
    appendFileSync(this.#file, this.#stored(line), { mode: 0o600 })
  }

  #stored(line: string): string {
    return `${JSON.stringify({ v: VERSION, line })}\n`
  }
}
