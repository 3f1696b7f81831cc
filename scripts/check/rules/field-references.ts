import type { Finding, Item } from '../item.ts'
import { objectOf, objectsOf, shown, textOf } from '../json.ts'
import { cliNameOf, type Names, type ReferenceRule } from '../known.ts'
import { INCIDENT_ARGS, INCIDENT_KEYS } from '../platform.ts'
import { codeOf, type Task, tasksOf } from '../playbook/task.ts'
import { isComputed, pathsIn, rootOf, secondOf } from '../playbook/values.ts'
import { sectionsOf, unknown } from './references.ts'

const SYSTEM = new Set(INCIDENT_KEYS.map(key => key.toLowerCase()))

/** Known by name, cliName or id, in any case (MP-30, MP-32), or a key of every incident. */
export function isIncidentField(name: string, names: Names): boolean {
  const cliName = cliNameOf(name)
  const known = [...names.of('incident field')].map(one => cliNameOf(one.replace(/^incident_/, '')))
  return SYSTEM.has(name.toLowerCase()) || known.includes(cliName)
}

function isIndicatorField(name: string, names: Names): boolean {
  const known = [...names.of('indicator field')].map(one => cliNameOf(one.replace(/^indicator_/, '')))
  return known.includes(cliNameOf(name))
}

/** The fields that a task sets: arguments of setIncident, field mapping, timers, questions of a form. */
function fieldsOf(task: Task): string[] {
  const { outer } = task
  const code = codeOf(task)
  const sets = code?.kind === 'command' && ['setIncident', 'createNewIncident'].includes(code.name)
  const args = sets ? Object.keys(objectOf(outer.scriptarguments)) : []
  return [
    ...args.filter(
      name => !INCIDENT_ARGS.includes(name) && !/^(using|retry|extend|ignore|execution)-?/.test(name),
    ),
    ...objectsOf(outer.fieldMapping).map(({ incidentfield }) => textOf(incidentfield)),
    ...objectsOf(outer.timertriggers).map(({ fieldname }) => textOf(fieldname)),
    ...objectsOf(objectOf(outer.form).questions).map(({ fieldassociated }) => textOf(fieldassociated)),
  ].filter(name => name !== '')
}

function* ofTasks(item: Item, names: Names): Iterable<Finding> {
  for (const task of tasksOf(item))
    for (const field of new Set(fieldsOf(task)))
      if (!isIncidentField(field, names)) yield unknown(task.at, 'incident field', field, names)
}

/** Incoming: targets are incident fields. Outgoing: the sources are (MP-11, MP-12). */
function* ofMapper({ data }: Item, names: Names): Iterable<Finding> {
  for (const [type, mapping] of Object.entries(objectOf(data.mapping)))
    for (const [target, value] of Object.entries(objectOf(objectOf(mapping).internalMapping))) {
      const at = `/mapping/${type}/${target}`
      if (data.type === 'mapping-incoming') {
        if (!isIncidentField(target, names)) yield unknown(at, 'incident field', target, names)
        continue
      }
      const { simple, complex } = objectOf(value)
      const paths = complex ? pathsIn(value ?? null) : [textOf(simple), ...pathsIn(value)]
      for (const field of new Set(paths.filter(path => path !== '' && !isComputed(path)).map(rootOf)))
        if (!isIncidentField(field, names) && !isIndicatorField(field, names))
          yield unknown(at, 'incident field', field, names)
    }
}

/** What the filters of a pre-process rule look at: a field of the incident, also as `incident.<field>` (MP-41). */
function* ofRule({ data }: Item, names: Names): Iterable<Finding> {
  for (const key of ['newEventFilters', 'existingEventsFilters'])
    for (const path of new Set(pathsIn(data[key])))
      for (const field of isComputed(path)
        ? []
        : [rootOf(path) === 'incident' ? secondOf(path) : rootOf(path)])
        if (!isIncidentField(field, names)) yield unknown(`/${key}`, 'incident field', field, names)
}

/** `incident_x` and `indicator_x` are custom fields; the platform's own stand there without a prefix. */
function* ofLayout({ data }: Item, names: Names): Iterable<Finding> {
  for (const { name, items, fields } of sectionsOf(data))
    for (const { fieldId } of [...objectsOf(items), ...objectsOf(fields)]) {
      const [, group, field = ''] = /^(incident|indicator)_(.*)$/.exec(textOf(fieldId)) ?? []
      const known = group === 'indicator' ? isIndicatorField(field, names) : isIncidentField(field, names)
      if (group && !known)
        yield unknown(
          `section ${shown(name)}`,
          group === 'indicator' ? 'indicator field' : 'incident field',
          field,
          names,
        )
    }
}

export const FIELD_REFERENCES: readonly ReferenceRule[] = [
  { code: 'GR103', kinds: ['playbook'], find: ofTasks },
  { code: 'GR103', kinds: ['mapper'], find: ofMapper },
  { code: 'GR103', kinds: ['layout'], find: ofLayout },
  { code: 'GR103', kinds: ['pre-process rule'], find: ofRule },
]
