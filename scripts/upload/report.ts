import { isOlder } from '../check/version.ts'
import type { Comparison } from './compare.ts'
import type { Item } from './items.ts'
import type { Pack } from './pack.ts'

/** What an upload would do, for a person to read: nothing is left out, one line a kind. */
export function report(pack: Pick<Pack, 'name' | 'version'>, found: Comparison): string {
  const { installed, instances } = found
  const head = installed
    ? `${pack.name} ${installed} is installed; ${isOlder(pack.version, installed) ? 'the OLDER ' : ''}${pack.version} takes its place.`
    : `${pack.name} is not installed; ${pack.version} would be new.`
  const used = instances.map(({ name, enabled }) => `${name}${enabled ? '' : ' (disabled)'}`)
  return [
    head,
    ...part('Replaced', byKind(found.replaced)),
    ...part('New', byKind(found.added)),
    ...part('No longer in the pack', byKind(found.gone)),
    ...part('Owned by other packs', byOwner(found.locked)),
    ...part('There already, in no pack that the server lists', byKind(found.byHand)),
    ...part('Instances that would run the new code', used.length ? [used.join(', ')] : []),
  ].join('\n')
}

function part(title: string, lines: readonly string[]): string[] {
  return lines.length ? ['', `${title}:`, ...lines.map(line => `  ${line}`)] : []
}

function byKind(items: readonly Item[]): string[] {
  return grouped(items.map(({ kind, name }) => [kind, name]))
}

function byOwner(locked: Comparison['locked']): string[] {
  return grouped(
    locked.map(({ item, pack }) => [`${pack.name} ${pack.version}`.trim(), `${item.name} (${item.kind})`]),
  )
}

function grouped(rows: readonly (readonly [string, string])[]): string[] {
  const groups = new Map<string, string[]>()
  for (const [group, name] of rows) groups.set(group, [...(groups.get(group) ?? []), name])
  return [...groups].map(([group, names]) => `${group}: ${names.join(', ')}`)
}
