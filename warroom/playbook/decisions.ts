/**
 * What playbook.md calls UNKNOWN, or leaves out, and the default that was taken, one constant each.
 * warroom/README.md lists them.
 */

/** PB-40: a task that is skipped because nothing can do it ends its branch; false: its successors run. */
export const skippedEndsBranch = true

/** PB-62: a list of one is used in the first run only, a single value in every run. */
export const repeatScalars = true

/** PB-64: how often a loop runs at most when `max` is absent or 0. */
export const LOOP_MAX = 100

/** PB-61: how many runs a loop over lists may have; it begins none when there were more. */
export const MOST_FOR_EACH_RUNS = 10_000

/** PB-14: how often a task is entered again through a cycle before the run is stopped. */
export const MOST_REENTRIES = 1000

/** PB-58: how deep sub-playbooks may call one another before it counts as a loop without end. */
export const DEEPEST_NESTING = 100

/** PB-75: an error of a condition task that continues without an error path takes this label. */
export const FAILED_CONDITION_LABEL = '#default#'

/** PB-38: timers are told when their task starts; false: when it completes. */
export const timersAtStart = true

/** playbook.md §10: closing the incident drops the waiting tasks of its run; what runs goes on. */
export const closingDropsWaiting = true

/** A run that waits for people waits for scheduled lines too (GenericPolling), unless these run oftener than this: without end. */
export const MOST_SCHEDULED_RUNS = 10_000

/** HC §9: the shortest time between two runs of a polling command, in seconds. */
export const SHORTEST_POLL_SECONDS = 10

/** HC §9: how long a polling command goes on whose entry has no Timeout, in seconds. */
export const POLL_TIMEOUT_SECONDS = 600
