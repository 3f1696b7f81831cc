import type { Between } from './grammar.ts'
import { malformed, noReport, type Report } from './refusals.ts'

export const REPORT_ENTRY = 'Report_Entry'
const MOST_NAMES = 10
const LONGEST_NAME = 60

/** The members of the document, of which one holds the entries; the others are passed over. */
export class Members {
  readonly #report: Report
  readonly #names: string[] = []
  #count = 0
  #last = ''
  #hasEntries = false

  constructor(report: Report) {
    this.#report = report
  }

  /** Whether the member that holds the entries has begun. */
  get hasEntries(): boolean {
    return this.#hasEntries
  }

  /** A member begins, by the JSON text of its name. Throws when it is none, or the entries' second. */
  name(text: string): void {
    this.#last = this.#parsed(text)
    this.#count += 1
    if (this.#names.length < MOST_NAMES) this.#names.push(JSON.stringify(this.#last.slice(0, LONGEST_NAME)))
    if (this.#last !== REPORT_ENTRY) return
    if (this.#hasEntries) throw noReport(this.#report, `it has the member ${REPORT_ENTRY} twice`)
    this.#hasEntries = true
  }

  /** What is expected as the value of the member. */
  expects(): Between {
    return this.#last === REPORT_ENTRY ? 'reportEntry' : 'value'
  }

  /** No more members come. Throws when none held the entries. */
  end(): void {
    if (this.#hasEntries) return
    const more = this.#count - this.#names.length
    const names = this.#names.join(', ') + (more ? ` and ${more} more` : '')
    const others = this.#count ? `its members are ${names}` : 'it has no members at all'
    throw noReport(this.#report, `it has no member ${REPORT_ENTRY}, ${others}`)
  }

  #parsed(text: string): string {
    try {
      return String(JSON.parse(text))
    } catch {
      const where = this.#hasEntries ? 'after the entries' : `before ${REPORT_ENTRY}`
      throw malformed(this.#report, where, 'stands a name that is no JSON text')
    }
  }
}
