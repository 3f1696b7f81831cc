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

/** What is asked, and the answer to its arguments. */
export type Answers = Readonly<Record<string, (args: Json[]) => Json | Promise<Json>>>

/** What every run may ask of the war room (design.md §4). */
export function sharedAnswers(parts: Parts): Answers {
  return {
    mapObject: ([object, mapper, type]) =>
      parts.mapping.mapObject(
        object ?? null,
        text(mapper, 'mapObject', 'second'),
        text(type, 'mapObject', 'third'),
      ),
    getModules: () => modulesOf(parts),
    searchIndicators: args => askSearchIndicators(parts, args),
    createIndicators: args => askCreateIndicators(parts, args),
  }
}

/** A bundle's host with these answers; any other ask is refused with its name. `asking` begins a sentence. */
export function hostWith(asking: string, answers: Answers, parts: Parts): Host {
  return {
    async answer(ask, args) {
      const answer = Object.hasOwn(answers, ask) ? answers[ask] : undefined
      if (answer) return answer(args)
      throw new Error(`${asking} may not ask for ${ask}; it may ask for ${Object.keys(answers).join(', ')}.`)
    },
    log: (level, text) => parts.debug(`${level}: ${text}`),
  }
}
