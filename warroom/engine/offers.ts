import type { Instance } from '../instances/instance.ts'
import { didYouMean } from '../nearest.ts'
import type { Command } from '../pack/integration.ts'
import { Refusal } from '../refusal.ts'
import type { Parts } from './parts.ts'

/** One way to run a command: its declaration and the instance that runs it. */
export interface Offer {
  command: Command
  instance: Instance
}

type Known = Pick<Parts, 'content' | 'instances'>

const quoted = (names: string[]): string => names.map(name => `"${name}"`).join(', ') || 'none'

const csv = (text: string): string[] =>
  text
    .split(',')
    .map(name => name.trim())
    .filter(Boolean)

/** Every command name that the loaded packs know, sorted. */
export function commandNames({ content }: Known): string[] {
  const names = [...content.integrations.values()].flatMap(({ commands }) => commands.map(({ name }) => name))
  return [...new Set(names)].sort()
}

/** Who offers a command: one offer per instance, enabled or not, sorted by instance name (HC-52). */
function offersOf(name: string, { instances }: Known): Offer[] {
  return instances.flatMap(instance => {
    const command = instance.integration.commands.find(candidate => candidate.name === name)
    return command ? [{ command, instance }] : []
  })
}

function brandsOf(name: string, { content }: Known): string[] {
  return [...content.integrations.values()]
    .filter(({ commands }) => commands.some(command => command.name === name))
    .map(({ brand }) => brand)
}

/** HC-24 `using`: a named instance must be there, enabled, and offer the command. */
function checkNamed(wanted: string, name: string, offers: Offer[], { instances }: Known): void {
  const instance = instances.find(candidate => candidate.name === wanted)
  if (!instance) {
    const all = instances.map(candidate => candidate.name)
    throw new Refusal(`There is no instance "${wanted}"; the instances are ${quoted(all)}.`)
  }
  if (!offers.some(offer => offer.instance === instance)) {
    const able = offers.map(offer => offer.instance.name)
    throw new Refusal(
      `Instance "${wanted}" has no command ${name}; the instances that have it: ${quoted(able)}.`,
    )
  }
  if (!instance.enabled) {
    throw new Refusal(`Instance "${wanted}" is disabled; enable it in the instances file.`)
  }
}

/**
 * HC-50 to HC-54: the offers a command runs on, sorted by instance name: those `using` and `using-brand` name, else every
 * enabled one. A Refusal when nobody knows the command, no instance is enabled for it, or a named one cannot run it.
 */
export function whoOffers(name: string, reserved: Record<string, string>, known: Known): Offer[] {
  const brands = brandsOf(name, known)
  if (brands.length === 0) {
    throw new Refusal(
      `Unknown command "${name}"${didYouMean(name, commandNames(known)) || '; /help lists the commands'}.`,
    )
  }
  const offers = offersOf(name, known)
  const wantedBrands = csv(reserved['using-brand'] ?? '')
  const missing = wantedBrands.find(brand => !brands.includes(brand))
  if (missing !== undefined) {
    throw new Refusal(`No brand "${missing}" offers ${name}; the brands that do: ${quoted(brands)}.`)
  }
  const using = csv(reserved.using ?? '')
  for (const wanted of using) checkNamed(wanted, name, offers, known)
  const able = offers.filter(({ instance: { name: own, enabled, integration } }) => {
    const isNamed = using.length === 0 || using.includes(own)
    return enabled && isNamed && (wantedBrands.length === 0 || wantedBrands.includes(integration.brand))
  })
  if (able.length > 0) return able
  throw new Refusal(
    `${name} needs an enabled instance of ${quoted(wantedBrands.length > 0 ? wantedBrands : brands)}; there is none.`,
  )
}

/** The declaration of a command, of the first brand that has it; undefined when nobody knows it. */
export function declarationOf(name: string, { content }: Known): Command | undefined {
  for (const { commands } of content.integrations.values()) {
    const command = commands.find(candidate => candidate.name === name)
    if (command) return command
  }
  return undefined
}
