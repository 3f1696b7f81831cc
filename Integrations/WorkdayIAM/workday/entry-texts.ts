import { Extent } from './extent.ts'
import {
  AFTER,
  afterSpace,
  type Between,
  type Inside,
  isInside,
  kindOf,
  NEXT,
  SCALAR,
  scalarEnd,
} from './grammar.ts'
import { Members } from './members.ts'
import { brokenOff, count, empty, malformed, markup, noReport, type Report, tooLarge } from './refusals.ts'

/** A larger one is no person's data; and what is held at once stays small whatever is sent. */
export const LARGEST_ENTRY = 1_000_000
/** Enough of an XML declaration or a doctype to see what follows. */
const MARKUP_CHARACTERS = 200

/**
 * Cuts a report `{"Report_Entry":[{…},…]}` into the texts of its entries while it arrives, in chunks that are cut
 * anywhere. Each text is as it stands there, not parsed: most are those of the last time, which a hash tells, so what
 * stands inside an entry is looked at only to find its end. Throws a Refusal as soon as the document cannot be a report.
 */
export class EntryTexts {
  readonly #report: Report
  readonly #extent = new Extent()
  readonly #members: Members
  #state: Between | Inside = 'start'
  #pieces: string[] = []
  #size = 0
  #entries = 0

  constructor(report: Report) {
    this.#report = report
    this.#members = new Members(report)
  }

  /** How many entries are whole. */
  get entries(): number {
    return this.#entries
  }

  /** Where it stands, as a sentence says it. */
  get where(): string {
    if (this.#state === 'start') return 'at its start'
    if (this.#state === 'end') return 'after its end'
    if (this.#state === 'entry') return `in entry ${count(this.#entries + 1)}`
    if (this.#entries > 0) return `after entry ${count(this.#entries)}`
    return this.#members.hasEntries ? 'in Report_Entry' : 'before Report_Entry'
  }

  /** The texts of the entries that this chunk completes. */
  push(chunk: string): string[] {
    const texts: string[] = []
    for (let at = 0; at < chunk.length; ) {
      at = isInside(this.#state)
        ? this.#inside(this.#state, chunk, at, texts)
        : this.#between(this.#state, chunk, at)
    }
    return texts
  }

  /** The document ends here. Throws when it is not whole. */
  end(): void {
    if (this.#state === 'end') return
    if (this.#state === 'start') throw empty(this.#report)
    if (this.#state === 'markup') throw markup(this.#report, this.#pieces.join(''))
    throw brokenOff(this.#report, this.#entries, `the document ends ${this.where}`)
  }

  #between(state: Between, chunk: string, from: number): number {
    const at = afterSpace(chunk, from)
    if (at === chunk.length) return at
    const character = chunk.charAt(at)
    const next = NEXT[state][character]
    if (next === undefined) {
      if (state !== 'value' || !kindOf(character)) throw this.#unexpected(state, character)
      this.#state = 'scalar'
      return at
    }
    if (isInside(next)) {
      this.#extent.begin(character)
      this.#state = next
      return at
    }
    this.#state = next === 'value' ? this.#members.expects() : next
    if (next === 'end') this.#members.end()
    return at + 1
  }

  #inside(state: Inside, chunk: string, from: number, texts: string[]): number {
    const end = this.#endIn(state, chunk, from)
    const stop = end < 0 ? chunk.length : end
    if (state !== 'skipped') this.#keep(chunk.slice(from, stop))
    if (end >= 0) this.#finish(state, texts)
    return stop
  }

  #endIn(state: Inside, chunk: string, from: number): number {
    if (state === 'scalar') return scalarEnd(chunk, from)
    if (state === 'markup') return this.#size + chunk.length - from < MARKUP_CHARACTERS ? -1 : chunk.length
    return this.#extent.endIn(chunk, from)
  }

  #keep(piece: string): void {
    this.#size += piece.length
    if (this.#size > LARGEST_ENTRY) throw tooLarge(this.#report, this.where, LARGEST_ENTRY)
    this.#pieces.push(piece)
  }

  #finish(state: Inside, texts: string[]): void {
    const pieces = this.#pieces
    const text = pieces.length > 1 ? pieces.join('') : copyOf(pieces[0] ?? '')
    this.#pieces = []
    this.#size = 0
    if (state === 'markup') throw markup(this.#report, text)
    if (state === 'scalar' && !SCALAR.test(text)) {
      throw malformed(this.#report, this.where, 'stands a word that is no JSON value')
    }
    this.#state = AFTER[state]
    if (state === 'name') this.#members.name(text)
    if (state === 'entry') {
      this.#entries += 1
      texts.push(text)
    }
  }

  #unexpected(state: Between, character: string): Error {
    const kind = kindOf(character)
    const number = count(this.#entries + 1)
    if (state === 'start') {
      const what = kind ?? `something that begins with ${JSON.stringify(character)}`
      return noReport(this.#report, `it is ${what}, not an object with Report_Entry`)
    }
    if (kind && state === 'reportEntry') return noReport(this.#report, `Report_Entry is ${kind}, not a list`)
    if (kind && (state === 'firstEntry' || state === 'nextEntry')) {
      return noReport(this.#report, `entry ${number} is ${kind}, not an object`)
    }
    const expected = state === 'value' ? 'a value' : Object.keys(NEXT[state]).join(' or ') || 'nothing'
    return malformed(
      this.#report,
      this.where,
      `stands ${JSON.stringify(character)} where ${expected} may stand`,
    )
  }
}

/**
 * V8 keeps the whole chunk for a slice of it: one kept entry of every 64, and all of a 93 MB report stayed in memory. A
 * joined text stands alone; that costs 20 ms for the same report.
 */
function copyOf(text: string): string {
  return [text.slice(0, 1), text.slice(1)].join('')
}
