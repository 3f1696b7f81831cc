/**
 * What mapping.md calls UNKNOWN about filters and transformers, or leaves out, and the default that was taken, one
 * constant each. warroom/README.md lists them.
 */

/** MP-49: a negative operator on a list means "no element is"; false means "some element is not". */
export const negativeMeansNone = true

/** MP-49: a negative operator passes when a side is nothing: who has no department is "not in Sales". */
export const negativePassesOnNothing = true

/** MP-48: 0 and false are empty. */
export const zeroAndFalseAreEmpty = false

/** MP-53: concat runs on nothing and gives prefix and suffix; false: nothing, so no bare prefix appears. */
export const concatRunsOnNothing = false

/** MP-55: a list of one that a list transformer or split gives is unwrapped. */
export const unwrapListOfOne = false

/** MP-50: how many levels of the lists that split and getField make of a list's elements are flattened. */
export const flattenItemLists = 1

/** MP-56: substringFrom and substringTo leave a text without the mark whole; false: they give empty text. */
export const substringWithoutMarkIsWhole = true

/** MP-56: sliceByItem includes the element `to`. */
export const sliceByItemIncludesTo = false

/** MP-56: join's separator when none is given. */
export const joinSeparator = ','

/** MP-56: toString's layout when none is given: RFC822, in the zone of the server, UTC. */
export const dateLayout = '02 Jan 06 15:04 MST'

/** MP-56: what toPercent writes behind the number. */
export const percentSign = '%'

/** MP-56: names of the server whose arguments no public content shows: they are refused. */
export const undocumentedTransformers: ReadonlySet<string> = new Set(['quadraticEquation', 'splice'])
