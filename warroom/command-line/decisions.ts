/** What the rules leave open about the command line, one constant each (HC is platform/host-contract.md). */

/** HC-12 says nothing of an empty list for an argument that is no array: it counts as absent. */
export const emptyListIsAbsent = true

/** HC-41: the same argument twice on a line is refused; taking one of the values would be a guess. */
export const refuseRepeatedArgument = true

/** HC-24: `using=${nope}` must not run on every instance, so an empty `using…` is refused. */
export const refuseEmptyUsing = true
