import { describe, expect, it } from 'vitest'
import { asTold } from '../../scripts/demo/year/as-told.ts'
import type { Incident } from '../../scripts/demo/year/incidents.ts'

const [HIRE, UPDATE] = ['IAM - New Hire', 'IAM - Update User']
const one = (who: string, type = HIRE, state: Incident['state'] = 'closed') => ({ who, type, state })

describe('a day is as it is told', () => {
  it.each([
    ['when nothing was to come and nothing came', {}, [], [], []],
    [
      'when what was to come came, in any order',
      { a: [HIRE], b: [UPDATE] },
      [],
      [one('b', UPDATE), one('a')],
      [],
    ],
    ['when somebody has two incidents', { a: [HIRE, UPDATE] }, [], [one('a'), one('a', UPDATE)], []],
    ['when what was to fail failed', { a: [HIRE] }, ['a'], [one('a', HIRE, 'failed')], []],
    ['when an incident waits', { a: [HIRE] }, [], [one('a', HIRE, 'waiting')], []],
    ['but when one is missing', { a: [HIRE] }, [], [], ['a: IAM - New Hire should be raised, but is not.']],
    ['but when one is too many', {}, [], [one('a')], ['a: IAM - New Hire is raised, but should not be.']],
    [
      'but when one comes twice',
      { a: [HIRE] },
      [],
      [one('a'), one('a')],
      ['a: IAM - New Hire is raised, but should not be.'],
    ],
    [
      'but when another type comes',
      { a: [HIRE] },
      [],
      [one('a', UPDATE)],
      [
        'a: IAM - New Hire should be raised, but is not.',
        'a: IAM - Update User is raised, but should not be.',
      ],
    ],
    [
      'but when one fails',
      { a: [HIRE] },
      [],
      [one('a', HIRE, 'failed')],
      ['the incident of a fails, but should not.'],
    ],
    [
      'but when one does not fail',
      { a: [HIRE] },
      ['a'],
      [one('a')],
      ['the incident of a should fail, but does not.'],
    ],
  ])('%s', (_, raised, fails, incidents, problems) => {
    expect(asTold({ raised: raised as Record<string, string[]>, fails }, incidents)).toEqual(problems)
  })
})
