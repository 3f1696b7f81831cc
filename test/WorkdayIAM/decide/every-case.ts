import type { Day } from '../../../Integrations/WorkdayIAM/decide/day.ts'
import { caseOf, inDays, type Row, TODAY, tomorrow, yesterday } from './row.ts'

const FLAG = [false, true]
const STATUSES = ['active', 'leave of absence', 'terminated', '']
const ACCOUNTS = ['', 'enabled', 'disabled', 'pending']
/** By the hire date: past, today, within Y, within X, beyond. */
const HIRED: readonly Day[] = [inDays(-100), TODAY, inDays(5), inDays(20), inDays(50)]
const leaving = (hired: Day) => [undefined, yesterday, TODAY, tomorrow, inDays(60), hired - 200]

/** Every person on one day: what the report says, and what the profile has beside it. */
export function* everyCase() {
  for (const entry of everyEntry())
    for (const news of FLAG) {
      yield caseOf({ entry, news })
      for (const profile of everyProfile()) yield caseOf({ entry, news, profile, ...(news && CHANGE) })
    }
}

const CHANGE: Pick<Row, 'fields'> = { fields: { title: 'Lead' } }

function* everyEntry() {
  for (const status of STATUSES)
    for (const prehire of FLAG)
      for (const rehired of FLAG)
        for (const hired of HIRED)
          for (const leaves of leaving(hired)) yield { status, prehire, rehired, hired, leaves }
}

function* everyProfile() {
  for (const account of ACCOUNTS) {
    yield { account, isProcessed: true }
    for (const terminationTrigger of ['', 'TUFE'])
      for (const forceSync of FLAG)
        for (const moved of [{}, { leaves: inDays(-10) }])
          yield { account, terminationTrigger, forceSync, ...moved }
  }
}
