import type { Rule } from '../item.ts'
import { objectOf, shown, textOf } from '../json.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const isUuid = (text: string): boolean => UUID.test(text)

const TIMES = ['hours', 'days', 'weeks', 'hoursR', 'daysR', 'weeksR', 'sla', 'slaReminder']
const JOB_UNITS = ['minutes', 'hours', 'days', 'weeks', 'months']

export const TYPES: readonly Rule[] = [
  {
    code: 'IT100',
    kinds: ['incident type'],
    *find({ data }) {
      for (const key of TIMES)
        if (typeof data[key] === 'number' && data[key] < 0)
          yield { at: `/${key}`, message: `is ${data[key]}; it must be 0 or more.` }
    },
  },
  {
    code: 'IT101',
    kinds: ['incident type'],
    *find({ data }) {
      if (isUuid(textOf(data.playbookId)))
        yield {
          at: '/playbookId',
          message: `"${shown(data.playbookId)}" is a UUID; name the playbook by its id.`,
        }
    },
  },
  {
    code: 'IT102',
    kinds: ['incident type'],
    *find({ data }) {
      const { mode } = objectOf(data.extractSettings)
      if (data.extractSettings && mode !== 'All' && mode !== 'Specific')
        yield { at: '/extractSettings/mode', message: `is ${shown(mode)}; write All or Specific.` }
    },
  },
  {
    code: 'RP101',
    kinds: ['indicator type'],
    *find({ data }) {
      if (typeof data.expiration !== 'number' || data.expiration < 0)
        yield { at: '/expiration', message: `is ${shown(data.expiration)}; write 0 (never) or minutes.` }
    },
  },
  {
    code: 'RP102',
    kinds: ['indicator type'],
    *find({ id, data }) {
      if (id !== data.details)
        yield {
          at: '/details',
          message: `is "${shown(data.details)}", but the id is "${id}"; make them equal.`,
        }
    },
  },
  {
    code: 'RP103',
    kinds: ['indicator type'],
    *find({ id }) {
      if (!/^[A-Za-z0-9_& ]+$/.test(id))
        yield { at: '/id', message: `"${id}" must have letters, digits, blanks, _ and & only.` }
    },
  },
  {
    code: 'CL100',
    kinds: ['classifier'],
    *find({ data }) {
      if (data.type !== 'classification')
        yield { at: '/type', message: `is "${shown(data.type)}"; a classifier's is classification.` }
    },
  },
  {
    code: 'MP100',
    kinds: ['mapper'],
    *find({ data }) {
      if (data.type !== 'mapping-incoming' && data.type !== 'mapping-outgoing')
        yield {
          at: '/type',
          message: `is "${shown(data.type)}"; write mapping-incoming or mapping-outgoing.`,
        }
    },
  },
  {
    code: 'JB100',
    kinds: ['job'],
    *find({ data }) {
      const { timePeriod, timePeriodType } = objectOf(data.humanCron)
      if (data.recurrent !== true || data.cronView === true) return
      if (typeof timePeriod !== 'number' || timePeriod < 1 || !JOB_UNITS.includes(textOf(timePeriodType)))
        yield {
          at: '/humanCron',
          message: `recurs every ${shown(timePeriod)} ${shown(timePeriodType)}; name a number and one of ${JOB_UNITS.join(', ')}.`,
        }
    },
  },
]
