import { describe, expect, it } from 'vitest'
import { decide } from '../../../Integrations/WorkdayIAM/decide/decide.ts'
import type { Decision, IncidentType } from '../../../Integrations/WorkdayIAM/decide/decision.ts'
import { everyCase } from './every-case.ts'
import { SETTINGS, TODAY } from './row.ts'

const all = [...everyCase()].map(one => ({
  ...one,
  decision: decide(one.entry, one.found, one.settings, TODAY),
}))
type Decided = (typeof all)[number]

/** Those for whom a sentence about every case is false; the first few show what is wrong. */
const against = (holds: (one: Decided) => boolean) =>
  all
    .filter(one => !holds(one))
    .slice(0, 3)
    .map(({ entry, found, decision }) => ({ entry, profile: found.profile, decision }))

const raises = ({ incident }: Decision, ...types: IncidentType[]) =>
  incident !== undefined && types.includes(incident)
const isTerminated = ({ status, prehire }: Decided['entry']) => status === 'terminated' && !prehire
const hasPassed = ({ leaves }: Decided['entry']) => leaves !== undefined && leaves < TODAY
/** The last day of the employment before the one for which somebody was rehired. */
const isEarlier = ({ leaves, hired, rehired }: Decided['entry']) =>
  rehired && leaves !== undefined && hired !== undefined && leaves < hired
const ends = (entry: Decided['entry']) => isTerminated(entry) || (hasPassed(entry) && !isEarlier(entry))
const daysToHire = ({ hired }: Decided['entry']) => (hired ?? TODAY) - TODAY

describe('in every case', () => {
  it('there are enough of them to say so', () => expect(all.length).toBeGreaterThan(30_000))

  it('is nobody activated, hired, rehired or updated whose end has come', () => {
    expect(
      against(
        ({ entry, decision }) =>
          !ends(entry) || [undefined, 'IAM - Terminate User'].includes(decision.incident),
      ),
    ).toEqual([])
  })

  it('is nobody terminated but by status or by date', () => {
    expect(
      against(
        ({ entry, decision }) =>
          !raises(decision, 'IAM - Terminate User') || isTerminated(entry) || hasPassed(entry),
      ),
    ).toEqual([])
  })

  it('is everybody terminated whose end has come and who is not disabled, whatever the hire date', () => {
    expect(
      against(({ entry, found: { profile }, decision }) => {
        const isSpared = !profile || profile.account === 'disabled'
        return isSpared || !ends(entry) || decision.incident === 'IAM - Terminate User'
      }),
    ).toEqual([])
  })

  it('is nobody disabled terminated, activated or deactivated', () => {
    const types = ['IAM - Terminate User', 'IAM - AD User Activation', 'IAM - AD User Deactivation'] as const
    expect(
      against(({ found, decision }) => found.profile?.account !== 'disabled' || !raises(decision, ...types)),
    ).toEqual([])
  })

  it('is only a pending account activated, not before Y days, and only somebody active', () => {
    expect(
      against(
        ({ entry, found, decision }) =>
          !raises(decision, 'IAM - AD User Activation') ||
          (found.profile?.account === 'pending' && daysToHire(entry) <= 7 && entry.status !== 'terminated'),
      ),
    ).toEqual([])
  })

  it('is only an enabled account deactivated, before Y days', () => {
    expect(
      against(
        ({ entry, found, decision }) =>
          !raises(decision, 'IAM - AD User Deactivation') ||
          (found.profile?.account === 'enabled' && daysToHire(entry) > 7),
      ),
    ).toEqual([])
  })

  it('is only a disabled account rehired', () => {
    expect(
      against(
        ({ found, decision }) =>
          !raises(decision, 'IAM - Rehire User') || found.profile?.account === 'disabled',
      ),
    ).toEqual([])
  })

  it('is a new hire somebody without a profile, and nothing else becomes of them', () => {
    expect(
      against(({ found, decision }) =>
        found.profile
          ? !raises(decision, 'IAM - New Hire')
          : [undefined, 'IAM - New Hire'].includes(decision.incident),
      ),
    ).toEqual([])
  })

  it('is there only a rehire after TUFE, but for a termination of whoever has been enabled since', () => {
    expect(
      against(
        ({ found, decision }) =>
          found.profile?.terminationTrigger !== 'TUFE' ||
          [undefined, 'IAM - Rehire User', 'IAM - Terminate User'].includes(decision.incident),
      ),
    ).toEqual([])
  })

  it('brings nobody back after TUFE by flags and a hire date that the profile has', () => {
    expect(
      against(({ entry, found: { profile }, decision }) => {
        if (profile?.terminationTrigger !== 'TUFE' || !raises(decision, 'IAM - Rehire User')) return true
        return profile.leaves !== entry.leaves || !(profile.prehire && profile.rehired)
      }),
    ).toEqual([])
  })

  it('does X suppress no Terminate, AD Deactivation or Update', () => {
    const unlimited = { ...SETTINGS, syncDays: undefined }
    expect(
      against(({ entry, found, decision }) => {
        const { incident } = decide(entry, found, unlimited, TODAY)
        const free = ['IAM - Terminate User', 'IAM - AD User Deactivation', 'IAM - Update User']
        return !incident || !free.includes(incident) || decision.incident === incident
      }),
    ).toEqual([])
  })

  it('is nobody hired or rehired before X', () => {
    expect(
      against(
        ({ entry, decision }) =>
          daysToHire(entry) <= 30 || !raises(decision, 'IAM - New Hire', 'IAM - Rehire User'),
      ),
    ).toEqual([])
  })

  it('is there one sentence that says why', () => {
    expect(against(({ decision }) => /^\S.*\.$/.test(decision.reason))).toEqual([])
  })
})
