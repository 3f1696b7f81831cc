import type { Operation } from './operation.ts'

/** Moves another clock along, such as the embedded Okta's; `now` is the instant it shall show. */
export type ClockFollower = (now: string) => Promise<void>

/** `/clock`. Whoever follows is moved to the same instant, so that the two never disagree. */
export function clockOperation(follower: ClockFollower | undefined): Operation {
  return {
    name: 'clock',
    argument: '[+1d | -2h | ISO]',
    description:
      'Shows the time, or moves it: by days (d), hours (h), minutes (m), seconds (s), weeks (w), or to an instant.',
    async run({ parts: { clock } }, argument) {
      if (argument !== '') {
        clock.move(argument)
        await follower?.(clock.now())
      }
      const now = clock.now()
      return { value: now, shown: { format: 'text', text: now } }
    },
  }
}
