import { idOf } from '../../../warroom/pack/identify.ts'
import type { PackItem } from '../items.ts'

/** Incident types that are the words of every IAM pack: mappers and code name them as kinds of mapping. */
const PROFILE_TYPES: readonly string[] = ['User Profile', 'User Profile - Create', 'User Profile - Update']

const types = ({ data }: PackItem): string[] => ((data.associatedTypes ?? []) as unknown[]).map(String)

/**
 * Whether an item belongs to the User Profiles, which all IAM packs of a tenant read and write: HR's integration makes them, ours
 * follows them. A second kind of them would stay empty, so a suffixed pack uses those that are there and ships none.
 */
export function isShared(item: PackItem): boolean {
  const { kind, data } = item
  if (kind === 'indicator type' || kind === 'indicator field') return true
  if (kind === 'layout') return data.group === 'indicator'
  if (kind === 'incident type') return PROFILE_TYPES.includes(idOf(data))
  return kind === 'incident field' && types(item).every(type => PROFILE_TYPES.includes(type))
}

const SAMPLE = /-sample$/

/** What the items of a suffixed pack are called, by what they were called. */
export interface Names {
  /** Names that stand for nothing else, wherever a text holds them. */
  readonly texts: ReadonlyMap<string, string>
  /** Incident fields by cliName, and by name. */
  readonly cliNames: ReadonlyMap<string, string>
  readonly fieldNames: ReadonlyMap<string, string>
}

/** The new names of the items, for a suffix that is a word. */
export function namesOf(items: readonly PackItem[], word: string): Names {
  const [texts, cliNames, fieldNames] = [new Map(), new Map(), new Map()] as Map<string, string>[]
  for (const item of items.filter(each => !isShared(each))) {
    const { kind, data } = item
    const id = idOf(data)
    if (kind === 'incident field') {
      cliNames?.set(String(data.cliName), `${data.cliName}${word.toLowerCase()}`)
      fieldNames?.set(String(data.name), `${data.name} ${word}`)
    } else if (kind === 'list') {
      const live = id.replace(SAMPLE, '')
      texts?.set(id, `${live}-${word}${SAMPLE.test(id) ? '-sample' : ''}`)
      texts?.set(live, `${live}-${word}`)
    } else if (kind !== 'automation')
      for (const name of [id, String(data.name ?? id)]) texts?.set(name, `${name} ${word}`)
  }
  // A field whose name begins as an item's would else be taken for it: Okta IAM Instance.
  for (const [name, renamed] of fieldNames ?? [])
    if ([...(texts ?? new Map()).keys()].some(other => name.startsWith(other))) texts?.set(name, renamed)
  return { texts: texts ?? new Map(), cliNames: cliNames ?? new Map(), fieldNames: fieldNames ?? new Map() }
}
