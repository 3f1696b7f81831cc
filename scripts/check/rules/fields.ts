import type { Rule } from '../item.ts'
import { listOf, objectOf, shown, textOf, textsOf } from '../json.ts'
import { FIELD_TYPES } from '../schemas/incident.ts'

/** Words for an incident: the platform renames them from product to product (IF100). */
const SYNONYMS = ['incident', 'case', 'alert', 'event', 'playbook', 'ticket', 'issue']

/** Keys of every incident that no field of incidents may take (IF106); indicators have other keys. */
export const SYSTEM_KEYS: readonly string[] = (
  'id shardid modified autime account type rawtype phase rawphase name rawname status reason created parent occurred ' +
  'duedate reminder closed sla level investigationid details openduration droppedcount linkedcount closinguserid ' +
  'activatinguserid owner roles previousroles hasrole dbotcreatedby activated closereason rawclosereason playbookid ' +
  'isplayground category rawcategory runstatus rawjson sourcebrand sourceinstance lastopen canvases notifytime ' +
  'todotaskids scheduled labels'
).split(' ')

const kinds = ['incident field', 'indicator field'] as const

export const FIELDS: readonly Rule[] = [
  {
    code: 'IF100',
    kinds: ['incident field'],
    *find({ name }) {
      const found = name
        .toLowerCase()
        .split(/\s+/)
        .filter(word => SYNONYMS.includes(word.replace(/s$/, '')))
      if (found.length)
        yield { at: '/name', message: `"${name}" must not contain ${found.join(', ')}; use another word.` }
    },
  },
  {
    code: 'IF101',
    kinds,
    *find({ data }) {
      if (data.content !== true) yield { at: '/content', message: `is ${shown(data.content)}; write true.` }
    },
  },
  {
    code: 'IF102',
    kinds,
    *find({ data }) {
      if (data.system === true)
        yield { at: '/system', message: 'is true; only the platform’s own fields are.' }
    },
  },
  {
    code: 'IF103',
    kinds,
    *find({ data }) {
      const type = textOf(data.type)
      if (!FIELD_TYPES.includes(type))
        yield {
          at: '/type',
          message: `"${type}" is no type of a field; take one of ${FIELD_TYPES.join(', ')}.`,
        }
    },
  },
  {
    code: 'IF104',
    kinds,
    *find({ kind, data }) {
      const group = kind === 'incident field' ? 0 : 2
      if (data.group !== group)
        yield { at: '/group', message: `is ${shown(data.group)}; for an ${kind} write ${group}.` }
    },
  },
  {
    code: 'IF105',
    kinds,
    *find({ data }) {
      const cliName = textOf(data.cliName)
      if (!/^[a-z0-9]+$/.test(cliName))
        yield { at: '/cliName', message: `"${cliName}" must have lower-case letters and digits only.` }
    },
  },
  {
    code: 'IF106',
    kinds: ['incident field'],
    *find({ data }) {
      if (SYSTEM_KEYS.includes(textOf(data.cliName)))
        yield {
          at: '/cliName',
          message: `"${shown(data.cliName)}" is a key of the platform; choose another.`,
        }
    },
  },
  {
    code: 'IF109',
    kinds: ['incident field'],
    *find({ data }) {
      if (data.required === true && (data.associatedToAll === true || !textsOf(data.associatedTypes).length))
        yield { at: '/required', message: 'is true for every type; a required field names its types.' }
    },
  },
  {
    code: 'IF113',
    kinds: ['incident field'],
    *find({ name }, { metadata }) {
      const prefixes = [textOf(metadata.name), ...textsOf(metadata.itemPrefix), textOf(metadata.itemPrefix)]
      const allowed = prefixes.filter(prefix => prefix !== '')
      if (allowed.length && !allowed.some(prefix => name.startsWith(prefix)))
        yield {
          at: '/name',
          message: `"${name}" must start with the pack's name or prefix: ${allowed.join(', ')}.`,
        }
    },
  },
  {
    code: 'IF116',
    kinds,
    *find({ data }) {
      const values = listOf(data.selectValues)
      if (/^(single|multi)Select$/.test(textOf(data.type)) && !values.some(value => value !== ''))
        yield { at: '/selectValues', message: 'has nothing to choose from; list the values.' }
    },
  },
  {
    code: 'IF119',
    kinds,
    *find({ data }) {
      if (data.type === 'grid' && !listOf(data.columns).some(column => textOf(objectOf(column).key) !== ''))
        yield { at: '/columns', message: 'of a grid must hold objects with a key; add the columns.' }
    },
  },
]
