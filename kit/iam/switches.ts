/** What an IAM command is asked to do to a user. */
export type Wanted = 'create' | 'update' | 'enable' | 'disable'
/** What it really does: an update may turn out to create or to enable. */
export type Action = Wanted

/** What the instance and the arguments allow. */
export interface Switches {
  readonly mayCreate: boolean
  readonly mayUpdate: boolean
  readonly mayEnable: boolean
  readonly mayDisable: boolean
  readonly createIfNotExists: boolean
  /** The allow-enable argument; undefined when it was not given, which is not the same as true. */
  readonly allowEnable: boolean | undefined
}

/**
 * The steps to take in order. No step means skipped, and then a reason says why; a reason beside steps says what was
 * left undone. `refused` is a wish that the user's status does not allow: a failure, not a skip.
 */
export interface Plan<Step extends string> {
  readonly action: Action
  readonly steps: readonly Step[]
  readonly reason?: string
  readonly refused?: true
}

export const DISABLED = 'Command is disabled.'
export const NO_SUCH_USER = 'User does not exist'
export const ALREADY_DISABLED = 'User is already disabled.'
export const ALREADY_ACTIVE = 'User is already active.'
export const UP_TO_DATE = 'User already exists and is up to date.'

/** A command that its switch forbids is skipped before anything is asked of the system. */
export function isForbidden(wanted: Wanted, switches: Switches): boolean {
  const allowed = {
    create: switches.mayCreate,
    update: switches.mayUpdate,
    enable: switches.mayEnable,
    disable: switches.mayDisable,
  }
  return !allowed[wanted]
}

/** Why a user who is not active stays so; undefined when it may be enabled. */
export function whyNotEnabled({ allowEnable, mayEnable }: Switches): string | undefined {
  if (allowEnable === false) return 'allow-enable is false'
  return mayEnable ? undefined : 'enabling users is not allowed (enable-user-enabled)'
}

/** Why a missing user is not made; undefined when it may be. */
export function whyNotCreated(wanted: Wanted, switches: Switches): string | undefined {
  if (wanted !== 'create' && !switches.createIfNotExists) return NO_SUCH_USER
  return switches.mayCreate
    ? undefined
    : `${NO_SUCH_USER}, and creating users is not allowed (create-user-enabled).`
}

export const NOT_UPDATED = 'User already exists, and updating users is not allowed (update-user-enabled).'

/** A plan without a step. */
export function skip(action: Action, reason: string): Plan<never> {
  return { action, steps: [], reason }
}
