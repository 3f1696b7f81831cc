/**
 * Something the war room will not do, told in one sentence for the person who must act: what is wrong, with what
 * value, what is expected. Before any line ran it ends the program with status 2; for one line, the line could not be run.
 */
export class Refusal extends Error {
  override name = 'Refusal'
}

/** Nothing that is loaded and enabled can do it: what a task with `skipunavailable` passes over (PB-40, HC-54). */
export class Unavailable extends Refusal {}
