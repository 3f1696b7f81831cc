/**
 * What the rules call UNKNOWN and the default that was taken, one constant each. warroom/README.md lists them.
 * HC is platform/host-contract.md, DT platform/context-dt.md.
 */

/** DT-18: `A..B` means nothing known; true gives nothing, false makes it an error of the query. */
export const doubleDotIsNothing = true

/** HC-82: a plain key does not add an element that is deeply equal to one already there. */
export const dedupePlain = true

/** HC-84: null as the whole value of a plain key is ignored; nested nulls are kept. */
export const ignoreNullValue = true

/** HC-84: `""`, `[]` and `{}` are not appended to a value that exists; they are stored where nothing is. */
export const ignoreEmptyAppend = true

/** HC-85: a dotted path that meets a list appends a new element `{rest of the path: value}` to it. */
export const walkThroughListAppends = true

/** HC-23: an extend-context key that exists is appended to, as a plain key of an EntryContext is. */
export const extendContextAppends = true
