import { describe, expect, it } from 'vitest'
import { decide } from '../../../Integrations/WorkdayIAM/decide/decide.ts'
import { type IncidentType, PROBLEMS, type Rule } from '../../../Integrations/WorkdayIAM/decide/decision.ts'
import { adActivation } from './ad-activation.ts'
import { adDeactivation } from './ad-deactivation.ts'
import { filters } from './filters.ts'
import { forceSyncAndConversion } from './force-sync.ts'
import { gateOrder } from './gate-order.ts'
import { gates } from './gates.ts'
import { nameChange } from './name-change.ts'
import { nameMatch } from './name-match.ts'
import { newHire } from './new-hire.ts'
import { order } from './order.ts'
import { otherPerson } from './other-person.ts'
import { rehire } from './rehire.ts'
import { rehireByDate } from './rehire-by-date.ts'
import { caseOf, type Row, TODAY } from './row.ts'
import { sources } from './sources.ts'
import { terminate } from './terminate.ts'
import { update } from './update.ts'

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  gates,
  sources,
  'an employee id of two people': otherPerson,
  'IAM - New Hire': newHire,
  'IAM - AD User Activation': adActivation,
  'IAM - AD User Deactivation': adDeactivation,
  'IAM - Terminate User': terminate,
  'IAM - Rehire User by its flags': rehire,
  'IAM - Rehire User by its last day': rehireByDate,
  'IAM - Update User': update,
  'Force Sync and Conversion Hire': forceSyncAndConversion,
  filters,
  'partial name match of new hires': nameMatch,
  'partial name match of a changed name': nameChange,
  order,
  'gates before events': gateOrder,
}

describe.each(Object.entries(TABLES))('%s', (_, rows) => {
  it.each(rows)('$name', row => {
    const { entry, found, settings } = caseOf(row)
    const { reason, ...decision } = decide(entry, found, settings, TODAY)
    const { incident, rule, changes, nameOwner } = decision
    expect({ incident, rule }, reason).toEqual({ incident: row.incident, rule: row.rule })
    if (row.reason) expect(reason).toContain(row.reason)
    if (row.changes) expect(changes?.map(({ field }) => field)).toEqual(row.changes)
    expect(nameOwner?.value).toBe(row.nameOwner)
  })
})

/** Who gives each rule; one that is new does not compile before it stands here, and fails before it has a row. */
const RULES: Readonly<Record<Rule, 'decide' | 'the cycle, which sees the whole report'>> = {
  'required data': 'decide',
  'date format': 'decide',
  'repeated entry': 'decide',
  'name in report': 'decide',
  'e-mail taken': 'decide',
  'other person': 'decide',
  'stronger source': 'decide',
  'other source': 'decide',
  'too early': 'decide',
  'not active': 'decide',
  'being processed': 'decide',
  'temporary profile': 'decide',
  'involuntary termination': 'decide',
  'partial name match': 'decide',
  'new hire': 'decide',
  termination: 'decide',
  'AD activation': 'decide',
  'AD deactivation': 'decide',
  rehire: 'decide',
  'conversion hire': 'decide',
  'force sync': 'decide',
  update: 'decide',
  'no change': 'decide',
  orphan: 'the cycle, which sees the whole report',
}
const INCIDENTS: Readonly<Record<IncidentType, true>> = {
  'IAM - New Hire': true,
  'IAM - Update User': true,
  'IAM - Terminate User': true,
  'IAM - Rehire User': true,
  'IAM - AD User Activation': true,
  'IAM - AD User Deactivation': true,
  'IAM - Sync User': true,
}

describe('the table is complete', () => {
  const rows = Object.values(TABLES).flat()

  it('has a row for every rule that decide() gives', () => {
    const given = Object.entries(RULES).flatMap(([rule, by]) => (by === 'decide' ? [rule] : []))
    expect([...new Set(rows.map(({ rule }) => rule))].sort()).toEqual(given.sort())
  })

  it('has a row for every incident type', () => {
    const raised = rows.flatMap(({ incident }) => incident ?? [])
    expect([...new Set(raised)].sort()).toEqual(Object.keys(INCIDENTS).sort())
  })

  it('has no name twice', () => {
    const names = rows.map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('begins every name with its paragraph', () => {
    expect(rows.filter(({ name }) => !/^(§\d(\.\d)? |§8\.7 |L\d+ )/.test(name))).toEqual([])
  })

  it('raises no incident for what somebody has to correct', () => {
    expect(rows.filter(({ rule, incident }) => PROBLEMS.has(rule) && incident)).toEqual([])
  })
})
