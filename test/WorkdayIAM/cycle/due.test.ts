import { expect, it } from 'vitest'
import { isDue } from '../../../Integrations/WorkdayIAM/cycle/due.ts'
import { dayIn } from '../../../Integrations/WorkdayIAM/decide/day.ts'
import { profileIn } from '../../../Integrations/WorkdayIAM/decide/person.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { entry, NOW, profileFor, SOURCE } from './people.ts'

const settings = {
  ...{ deactivation: 'terminationdate' as const, syncDays: 30, enableDays: 3, sourcePriority: 1 },
  source: SOURCE,
}
const today = dayIn('UTC', new Date(NOW))
const due = (columns: JsonObject, fields: JsonObject = {}) =>
  isDue(profileIn('p1@example.com', profileFor(entry(1, columns), fields), 'terminationdate'), {
    settings,
    today,
  })

it.each<[string, JsonObject, JsonObject, boolean]>([
  ['nothing', {}, {}, false],
  ['the last day was yesterday', { Termination_Date: '11/21/2026' }, {}, true],
  ['the last day is today', { Termination_Date: '11/22/2026' }, {}, false],
  [
    'the last day was yesterday, disabled',
    { Termination_Date: '11/21/2026' },
    { adaccountstatus: 'Disabled' },
    false,
  ],
  [
    'the last day was yesterday, an incident is open',
    { Termination_Date: '11/21/2026' },
    { isprocessed: true },
    true,
  ],
  [
    'the status is Terminated, an incident is open',
    { Employment_Status: 'Terminated' },
    { isprocessed: true },
    true,
  ],
  [
    'the last day was yesterday, disabled, an incident is open',
    { Termination_Date: '11/21/2026' },
    { adaccountstatus: 'Disabled', isprocessed: true },
    false,
  ],
  [
    'the last day was yesterday, a temporary profile',
    { Termination_Date: '11/21/2026' },
    { istemporaryuser: true, isprocessed: true },
    false,
  ],
  ['pending, an incident is open', {}, { adaccountstatus: 'Pending', isprocessed: true }, false],
  ['Force Sync, an incident is open', {}, { forcesync: true, isprocessed: true }, false],
  ['pending, hired in 3 days', { Last_Hire_Date: '11/25/2026' }, { adaccountstatus: 'Pending' }, true],
  ['pending, hired in 4 days', { Last_Hire_Date: '11/26/2026' }, { adaccountstatus: 'Pending' }, false],
  ['enabled, hired in 4 days', { Last_Hire_Date: '11/26/2026' }, {}, true],
  ['Force Sync', {}, { forcesync: 'true' }, true],
  ['Force Sync, of a stronger source', {}, { forcesync: 'true', sourcepriority: 0 }, false],
  ['another source of the same priority, which has to be told', {}, { sourceinstance: 'Other' }, true],
  ['another source, stronger', {}, { sourceinstance: 'Other', sourcepriority: 0 }, false],
  ['Force Sync, of a weaker source', {}, { forcesync: 'true', sourcepriority: 9 }, true],
  ['a weaker source alone', {}, { sourcepriority: 9 }, false],
  [
    'terminated in Okta',
    { Termination_Date: '11/21/2026' },
    { terminationtrigger: 'TUFE', adaccountstatus: 'Disabled' },
    false,
  ],
  [
    'terminated in Okta, and enabled',
    { Termination_Date: '11/21/2026' },
    { terminationtrigger: 'TUFE' },
    true,
  ],
  ['without an employee id', {}, { employeeid: '', forcesync: true }, false],
])('an unchanged entry has its day: %s', (_, columns, fields, wanted) => {
  expect(due(columns, fields)).toBe(wanted)
})
