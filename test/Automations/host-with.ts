import type { AutomationHost } from '../../kit/automation.ts'
import { Refusal } from '../../kit/errors.ts'
import type { Entry, Json } from '../../kit/wire.ts'

/** A host of an automation that refuses whatever it is not given. */
export function hostWith(given: Partial<AutomationHost>): AutomationHost {
  const refuse = (name: string) => async () => {
    throw new Error(`Nobody expects a ${name} here.`)
  }
  return {
    incident: {},
    investigation: { id: '1' },
    context: {},
    executeCommand: refuse('executeCommand'),
    setContext: refuse('setContext'),
    dt: refuse('dt'),
    searchIndicators: refuse('searchIndicators'),
    getModules: refuse('getModules'),
    log: () => {},
    now: () => new Date('2026-11-22T09:00:00Z'),
    ...given,
  }
}

/** getList over the given lists, for one that is missing as the war room refuses it or as the platform answers. */
export function getList(lists: Record<string, Json>, missing: 'refused' | 'answered' = 'answered') {
  return async (name: string, { listName }: Record<string, Json>): Promise<Entry[]> => {
    if (name !== 'getList') throw new Refusal(`Nobody expects ${name} here.`)
    const contents = Object.hasOwn(lists, String(listName)) ? lists[String(listName)] : undefined
    if (contents !== undefined) return [{ Type: 1, ContentsFormat: 'text', Contents: contents }]
    if (missing === 'refused') throw new Refusal(`Item not found: there is no list "${String(listName)}".`)
    return [{ Type: 4, ContentsFormat: 'text', Contents: 'Item not found (8)' }]
  }
}
