const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Finds where a JSON object, list or text ends that may be spread over any number of chunks. It looks at quotes and at
 * the value's own kind of brackets only: whoever parses the value sees the rest.
 */
export class Extent {
  #open = QUOTE
  #depth = 0
  #inString = false
  /** 1 when the chunk before ended in a backslash that escapes the first character of the next. */
  #skip = 0

  /** A value begins, with `{`, `[` or `"`; that character is the first that `endIn` is to see. */
  begin(open: string): void {
    this.#open = open.charCodeAt(0)
    this.#depth = 0
    this.#inString = false
    this.#skip = 0
  }

  /** The index after the value's last character; -1 when the chunk ends first. */
  endIn(chunk: string, from: number): number {
    let at = from + this.#skip
    this.#skip = 0
    for (;;) {
      if (this.#inString) {
        at = this.#afterString(chunk, at)
        if (at < 0) return -1
        this.#inString = false
        if (this.#depth === 0) return at
      }
      at = this.#outside(chunk, at)
      if (!this.#inString) return at
    }
  }

  /** Leaps from quote to quote: most of a report is text, and indexOf is several times as fast as a look at each character. */
  #afterString(chunk: string, from: number): number {
    for (let at = from; ; ) {
      const quote = chunk.indexOf('"', at)
      const stop = quote < 0 ? chunk.length : quote
      let first = stop
      while (first > at && chunk.charCodeAt(first - 1) === BACKSLASH) first -= 1
      const escaped = (stop - first) % 2
      if (quote < 0) {
        this.#skip = escaped
        return -1
      }
      at = quote + 1
      if (escaped === 0) return at
    }
  }

  /** Goes to the start of the next text, the end of the value, or (-1) of the chunk. */
  #outside(chunk: string, from: number): number {
    const open = this.#open
    // In ASCII `{` and `}`, `[` and `]` are two apart.
    const close = open + 2
    let depth = this.#depth
    let found = -1
    for (let at = from; at < chunk.length; at += 1) {
      const code = chunk.charCodeAt(at)
      if (code === QUOTE) {
        this.#inString = true
        found = at + 1
        break
      }
      if (code === open) depth += 1
      else if (code === close) {
        depth -= 1
        if (depth === 0) {
          found = at + 1
          break
        }
      }
    }
    this.#depth = depth
    return found
  }
}
