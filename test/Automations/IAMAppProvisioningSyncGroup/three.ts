import type { JsonObject } from '../../../kit/wire.ts'
import { World } from './world.ts'

export const [ann, bob, cyd] = ['ann@x.example', 'bob@x.example', 'cyd@x.example']
export const id = (login: string) => `id-${login}`

/** Three people with accounts, two of them in the group. */
export function world(): World {
  const one = new World()
  for (const login of [ann, bob, cyd]) one.person(login)
  one.join(ann, -60)
  one.join(bob, -59)
  return one
}

export async function syncedWorld(): Promise<World> {
  const one = world()
  await one.sync()
  one.calls = []
  return one
}

export const fields = (one: World, login: string, CustomFields: JsonObject): void => {
  const profile = one.indicators.find(({ value }) => value === login)
  if (profile) profile.CustomFields = CustomFields
}
/** The profile's account has been made again since. */
export const isStale = (one: World, login: string) =>
  fields(one, login, { appprofiles: { CRM: { id: 'old' } } })
