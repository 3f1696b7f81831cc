import type { AutomationHost } from '../../../kit/automation.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { hostWith } from '../host-with.ts'

/** A User Profile as the platform stores it. */
export const indicator = (value: string, CustomFields: JsonObject = {}): JsonObject => ({
  id: `id of ${value}`,
  value,
  indicator_type: 'User Profile',
  CustomFields,
})

/** A platform whose search finds whatever there is, page by page; it writes down what it is asked. */
export function platformWith(
  all: readonly JsonObject[],
  incident: JsonObject = {},
  asked: string[] = [],
): AutomationHost {
  return hostWith({
    incident,
    searchIndicators: async ({ query = '', size = 0, page = 0 }) => {
      asked.push(query)
      return { total: all.length, iocs: all.slice(page * size, page * size + size) }
    },
  })
}
