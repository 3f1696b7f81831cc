import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { readIgnore } from './ignore.ts'
import type { Fault, Finding, Item, Pack, Rule } from './item.ts'
import { objectOf } from './json.ts'
import { type Names, namesOf, type ReferenceRule } from './known.ts'
import { readPack } from './read.ts'
import { repeated } from './repeated.ts'
import { CALLS } from './rules/calls.ts'
import { COMMANDS } from './rules/commands.ts'
import { CONDITIONS } from './rules/conditions.ts'
import { CONTEXT } from './rules/context.ts'
import { FIELD_REFERENCES } from './rules/field-references.ts'
import { FIELDS } from './rules/fields.ts'
import { FILES } from './rules/files.ts'
import { FLOW } from './rules/flow.ts'
import { IMAGES } from './rules/images.ts'
import { INPUTS } from './rules/inputs.ts'
import { INTEGRATION } from './rules/integration.ts'
import { NAMING } from './rules/naming.ts'
import { PACK_RULES } from './rules/pack.ts'
import { PARAMETERS } from './rules/parameters.ts'
import { REFERENCES } from './rules/references.ts'
import { TASKS } from './rules/tasks.ts'
import { TYPES } from './rules/types.ts'
import { VIEW } from './rules/view.ts'
import { schemaFindings } from './schemas/index.ts'

const RULES: readonly Rule[] = [
  ...FILES,
  ...NAMING,
  ...IMAGES,
  ...INTEGRATION,
  ...PARAMETERS,
  ...COMMANDS,
  ...FIELDS,
  ...TYPES,
  ...FLOW,
  ...CONDITIONS,
  ...TASKS,
  ...INPUTS,
  ...VIEW,
]
const REFERENCE_RULES: readonly ReferenceRule[] = [...REFERENCES, ...FIELD_REFERENCES, ...CALLS, ...CONTEXT]

/** Every code that a fault can have. */
export const CODES: ReadonlySet<string> = new Set(
  [
    'ST100',
    'ST110',
    'GR105',
    ...[...RULES, ...REFERENCE_RULES, ...PACK_RULES].map(({ code }) => code),
  ].sort(),
)

export interface Report {
  readonly faults: readonly Fault[]
  /** What only a run can tell. */
  readonly listed: readonly Fault[]
}

/** The packs that `dependencies` names and that lie beside this one, as in the public repository. */
function dependenciesOf({ folder, metadata }: Pack): Pack[] {
  return Object.keys(objectOf(metadata.dependencies))
    .filter(name => name === basename(name))
    .map(name => join(dirname(resolve(folder)), name))
    .filter(path => existsSync(join(path, 'pack_metadata.json')))
    .map(readPack)
}

/** GR105: two items of one kind with one id. */
function duplicates({ items }: Pack): Fault[] {
  const keys = ({ kind, id }: Item): string => `${kind} ${id}`
  const twice = repeated(items.map(keys))
  return twice.flatMap(key => {
    const [first, ...others] = items.filter(item => keys(item) === key)
    const message = `has the id of ${first?.file}; give each ${first?.kind} its own.`
    return others.map(({ file }) => ({ file, at: '/id', code: 'GR105', message }))
  })
}

function ofItem(item: Item, pack: Pack): [string, Finding][] {
  const structure = schemaFindings(item.kind, item.data).map((found): [string, Finding] => ['ST110', found])
  const rules = RULES.filter(({ kinds }) => kinds.includes(item.kind))
  return [
    ...structure,
    ...rules.flatMap(rule =>
      [...rule.find(item, pack)].map((found): [string, Finding] => [rule.code, found]),
    ),
  ]
}

const METADATA = 'pack_metadata.json'

function ofPack(pack: Pack): Fault[] {
  // PA107 tells of the keys that are missing.
  const structure = schemaFindings('pack', pack.metadata).filter(
    ({ message }) => !message.startsWith('lacks'),
  )
  return [
    ...structure.map(found => ({ file: METADATA, code: 'ST110', ...found })),
    ...PACK_RULES.flatMap(({ code, find }) =>
      [...find(pack.metadata, pack)].map(found => ({ file: METADATA, code, ...found })),
    ),
  ]
}

function referencesOf(item: Item, names: Names): [string, Finding][] {
  const rules = REFERENCE_RULES.filter(({ kinds }) => kinds.includes(item.kind))
  return rules.flatMap(rule =>
    [...rule.find(item, names)].map((found): [string, Finding] => [rule.code, found]),
  )
}

/** Everything that is wrong with a pack that was read, given the packs it depends on. */
export function reportOf(pack: Pack, dependencies: readonly Pack[] = []): Report {
  const names = namesOf(pack, dependencies)
  const found: (Fault & { listed?: true })[] = [...pack.faults, ...ofPack(pack), ...duplicates(pack)]
  for (const item of pack.items)
    for (const [code, one] of [...ofItem(item, pack), ...referencesOf(item, names)])
      found.push({ file: item.file, code, ...one })
  return {
    faults: found.filter(({ listed }) => !listed),
    listed: found.filter(({ listed }) => listed),
  }
}

/** Checks the pack in a folder: its files, every item by itself, and what the items name. `.pack-ignore` is honoured. */
export function checkPack(folder: string): Report {
  const pack = readPack(folder)
  const { faults, listed } = reportOf(pack, dependenciesOf(pack))
  const ignores = join(folder, '.pack-ignore')
  const isIgnored = existsSync(ignores) ? readIgnore(readFileSync(ignores, 'utf8')) : () => false
  return { faults: faults.filter(fault => !isIgnored(fault)), listed }
}
