import type { Json } from '../../kit/wire.ts'
import { RunFailed } from '../bundle/run.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import type { Instance } from '../instances/instance.ts'
import { ERROR, NOTE, textEntry } from '../investigation/entry.ts'
import { didYouMean } from '../nearest.ts'
import { Refusal } from '../refusal.ts'
import { fetchedEvents } from './fetch.ts'

/** The instances that fetch by themselves: enabled, able to, and told to (HC-32: isFetch). */
function fetching(instances: Instance[]): Instance[] {
  return instances.filter(
    ({ enabled, integration, params }) => enabled && integration.isFetch === true && params.isFetch === true,
  )
}

/** The instances of a fetch: the named one, or all that fetch by themselves. A Refusal when the named one cannot. */
export function instancesToFetch(name: string, instances: Instance[]): Instance[] {
  if (name === '') return fetching(instances)
  const found = instances.find(instance => instance.name === name)
  const names = instances.map(instance => instance.name)
  if (!found) {
    const hint = didYouMean(name, names) || `; the instances are ${names.join(', ') || 'none'}`
    throw new Refusal(`There is no instance "${name}"${hint}.`)
  }
  if (!found.enabled) throw new Refusal(`Instance "${name}" is disabled; enable it in the instances file.`)
  if (found.integration.isFetch) return [found]
  throw new Refusal(
    `Instance "${name}" is of brand "${found.integration.brand}", which fetches no incidents.`,
  )
}

/**
 * HC-47: `!<instance>-fetch` fetches by hand. The last run stays as it was, so what is found is shown and not kept: it
 * comes again with the next fetch. Blanks in the instance's name are written `_`.
 */
function byHand(instance: Instance): OwnCommand {
  const name = `${instance.name.replace(/\s/g, '_')}-fetch`
  const description = `Shows what the next fetch of instance ${instance.name} will bring, and keeps nothing of it.`
  return {
    kind: 'built-in',
    declaration: { name, description, deprecated: false, arguments: [], outputs: [] },
    async run(_, { parts }) {
      try {
        const { incidents } = await fetchedEvents(parts, instance)
        const text = `Fetched ${incidents.length} incidents; nothing was kept.`
        const contents: Json = incidents
        return { entries: [{ ...textEntry(NOTE, text), Contents: contents, ContentsFormat: 'json' }] }
      } catch (cause) {
        if (!(cause instanceof Refusal || cause instanceof RunFailed)) throw cause
        return { entries: [textEntry(ERROR, parts.secrets.mask(cause.message))] }
      }
    },
  }
}

/** The commands that fetch by hand, one for every enabled instance that can fetch. */
export function fetchCommands(instances: Instance[]): OwnCommand[] {
  return instances.filter(({ enabled, integration }) => enabled && integration.isFetch === true).map(byHand)
}
