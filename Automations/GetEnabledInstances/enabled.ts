import type { JsonObject } from '../../kit/wire.ts'

/** What was asked for; no brands means every brand. */
export interface Asked {
  readonly brands: readonly string[]
  readonly instances: readonly string[]
}

export interface Enabled {
  readonly Instances: JsonObject[]
  readonly Names: string[]
  readonly Available: string[]
  readonly Missing: string[]
  readonly MissingReason: string
}

/**
 * From the instances that the platform knows (demisto.getModules) those that are enabled, by name, and which of the
 * names asked for are among them. Instance names are compared exactly, brands without case.
 */
export function enabledInstances(modules: Readonly<Record<string, JsonObject>>, asked: Asked): Enabled {
  const brands = new Set(names(asked.brands).map(brand => brand.toLowerCase()))
  const isWanted = ({ brand }: JsonObject) => brands.size === 0 || brands.has(text(brand).toLowerCase())
  const known = new Map(Object.entries(modules))
  const Instances = [...known]
    .filter(([, module]) => isEnabled(module) && isWanted(module))
    .map(([name, { brand, category }]) => ({ name, brand: text(brand), category: text(category) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const enabled = new Set(Instances.map(({ name }) => name))
  const wanted = names(asked.instances)
  const Missing = wanted.filter(name => !enabled.has(name))
  return {
    Instances,
    Names: [...enabled],
    Available: wanted.filter(name => enabled.has(name)),
    Missing,
    MissingReason: missingReason(Missing, known),
  }
}

function missingReason(missing: readonly string[], known: ReadonlyMap<string, JsonObject>): string {
  const unknown = missing.filter(name => !known.has(name))
  const disabled = missing.filter(name => known.has(name) && !isEnabled(known.get(name)))
  const others = missing.filter(name => isEnabled(known.get(name)))
  const parts = [
    told(disabled, 'is disabled', 'are disabled'),
    told(unknown, 'does not exist', 'do not exist'),
    told(others, 'is of another brand', 'are of another brand'),
  ].filter(Boolean)
  return parts.length ? `Of the instances asked for, ${parts.join('; ')}.` : ''
}

function told(instances: readonly string[], one: string, many: string): string {
  if (!instances.length) return ''
  const quoted = instances.map(name => JSON.stringify(name)).join(', ')
  return `${quoted} ${instances.length === 1 ? one : many}`
}

function isEnabled(module: JsonObject | undefined): boolean {
  return module?.state === 'active'
}

/** A name asked for twice is asked for once. */
function names(given: readonly string[]): string[] {
  return [...new Set(given.map(name => name.trim()).filter(Boolean))]
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
