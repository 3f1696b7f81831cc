import { isOlder } from '../check/version.ts'
import type { Item } from './items.ts'
import type { Pack } from './pack.ts'
import { Refused } from './refused.ts'
import type { InstalledPack, Integrations } from './server.ts'

/** What an upload meets on the server. */
export interface Comparison {
  /** The version of this pack that is installed. */
  readonly installed?: string
  readonly replaced: readonly Item[]
  readonly added: readonly Item[]
  /** Items of the installed version that the new one does not have. */
  readonly gone: readonly Item[]
  /** Items that another installed pack owns. */
  readonly locked: readonly { readonly item: Item; readonly pack: InstalledPack }[]
  /** Integrations of the same id that no installed pack owns: made or uploaded by hand. */
  readonly byHand: readonly Item[]
  readonly instances: Integrations['instances']
}

/** Holds the pack against what the server has. An item is the same when kind and id are. */
export function compare(
  pack: Pick<Pack, 'id' | 'items'>,
  packs: readonly InstalledPack[],
  integrations: Integrations | undefined,
): Comparison {
  const own = packs.find(({ id }) => id === pack.id)
  const had = new Set(own?.items.map(place))
  const now = new Set(pack.items.map(place))
  const owners = new Map(
    packs.filter(one => one !== own).flatMap(one => one.items.map(item => [place(item), one] as const)),
  )
  const ours = pack.items.filter(({ kind }) => kind === 'integration')
  const known = new Set(integrations?.ids)
  const brands = new Set(ours.map(({ id }) => id))
  return {
    ...(own && { installed: own.version }),
    replaced: pack.items.filter(item => had.has(place(item))),
    added: pack.items.filter(item => !had.has(place(item)) && !owners.has(place(item))),
    gone: own?.items.filter(item => !now.has(place(item))) ?? [],
    locked: pack.items.flatMap(item => {
      const owner = owners.get(place(item))
      return owner ? [{ item, pack: owner }] : []
    }),
    byHand: ours.filter(item => known.has(item.id) && !had.has(place(item)) && !owners.has(place(item))),
    instances: integrations?.instances.filter(({ brand }) => brands.has(brand)) ?? [],
  }
}

const place = ({ kind, id }: Item): string => JSON.stringify([kind, id])

/** The first server that takes a pack that is not signed (pack layout §6: skipVerify from 6.5). */
const FIRST_UPLOAD = '6.5.0'

/** Throws Refused when the server is too old to take a pack at all, or to take this one. */
export function refuseOldServer(
  server: string,
  pack: Pick<Pack, 'name' | 'version' | 'serverMinVersion'>,
): void {
  if (isOlder(server, FIRST_UPLOAD))
    throw new Refused(`The server is ${server}; packs can be uploaded from ${FIRST_UPLOAD} on.`)
  if (isOlder(server, pack.serverMinVersion))
    throw new Refused(
      `The server is ${server}; ${pack.name} ${pack.version} needs ${pack.serverMinVersion} or later.`,
    )
}
