import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Host } from '../bundle/run.ts'
import { askCreateIndicators, askSearchIndicators } from '../indicators/asks.ts'
import type { Parts } from './parts.ts'

/** HC-55: every instance with its brand and state. */
export function modulesOf({ instances }: Pick<Parts, 'instances'>): JsonObject {
  const modules = instances.map(({ name, enabled, integration: { brand, category } }): [string, Json] => [
    name,
    { name, brand, category, state: enabled ? 'active' : 'disabled' },
  ])
  return Object.fromEntries(modules)
}

function text(value: Json | undefined, ask: string, position: string): string {
  if (typeof value === 'string') return value
  throw new Error(`${ask} takes a text as its ${position} argument, not ${JSON.stringify(value ?? null)}.`)
}

type Answer = (parts: Parts, args: Json[]) => Json

const ANSWERS: Record<string, Answer> = {
  mapObject: ({ mapping }, [object, mapper, type]) =>
    mapping.mapObject(object ?? null, text(mapper, 'mapObject', 'second'), text(type, 'mapObject', 'third')),
  getModules: modulesOf,
  searchIndicators: askSearchIndicators,
  createIndicators: askCreateIndicators,
}

/** What a command's run may ask of the war room (design.md §4); anything else is refused with its name. */
export function hostOf(parts: Parts): Host {
  return {
    async answer(ask, args) {
      const answer = Object.hasOwn(ANSWERS, ask) ? ANSWERS[ask] : undefined
      if (!answer)
        throw new Error(
          `A command may not ask for ${ask}; it may ask for ${Object.keys(ANSWERS).join(', ')}.`,
        )
      return answer(parts, args)
    },
    log: (level, text) => parts.debug(`${level}: ${text}`),
  }
}
