import type { Instance } from '../instances/instance.ts'
import { didYouMean } from '../nearest.ts'
import type { Command } from '../pack/integration.ts'
import { Refusal, Unavailable } from '../refusal.ts'
import type { OwnCommand } from './own-command.ts'
import type { Parts } from './parts.ts'

/** One way to run a command: its declaration and the instance that runs it. */
export interface InstanceOffer {
  command: Command
  instance: Instance
}

/** A command that is run once and by no instance: one of the server's, or an automation. */
export interface OwnOffer {
  command: Command
  own: OwnCommand
}

export type Offer = InstanceOffer | OwnOffer

type Known = Pick<Parts, 'content' | 'instances' | 'own'>

const quoted = (names: string[]): string => names.map(name => `"${name}"`).join(', ') || 'none'

const csv = (text: string): string[] =>
  text
    .split(',')
    .map(name => name.trim())
    .filter(Boolean)

/** Every command name there is, sorted: of integrations, of the server, of automations. */
export function commandNames({ content, own }: Known): string[] {
  const names = [...content.integrations.values()].flatMap(({ commands }) => commands.map(({ name }) => name))
  return [...new Set([...names, ...own.keys()])].sort()
}

/** Who offers a command: one offer per instance, enabled or not, sorted by instance name (HC-52). */
function offersOf(name: string, { instances }: Known): InstanceOffer[] {
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

/** HC-24 `using`: a named instance must be there, enabled (else it is unavailable: HC-54, PB-40), and offer the command. */
function checkNamed(wanted: string, name: string, offers: InstanceOffer[], { instances }: Known): void {
  const instance = instances.find(candidate => candidate.name === wanted)
  if (!instance) {
    const all = instances.map(candidate => candidate.name)
    throw new Unavailable(`There is no instance "${wanted}"; the instances are ${quoted(all)}.`)
  }
  if (!offers.some(offer => offer.instance === instance)) {
    const able = offers.map(offer => offer.instance.name)
    throw new Refusal(
      `Instance "${wanted}" has no command ${name}; the instances that have it: ${quoted(able)}.`,
    )
  }
  if (!instance.enabled) {
    throw new Unavailable(`Instance "${wanted}" is disabled; enable it in the instances file.`)
  }
}

/**
 * Who runs a name, the one place where it is decided. The server's commands and automations come before the commands of
 * instances; `using` and `using-brand` mean instances, which are then all that counts (HC-51). Commands of instances run
 * as HC-50 to HC-54 say, sorted by instance name: on those that are named, else on every enabled one. A Refusal when
 * nobody knows the command, no instance is enabled for it, or a named one cannot run it.
 */
export function whoOffers(name: string, reserved: Record<string, string>, known: Known): Offer[] {
  const own = known.own.get(name)
  const namesInstances = reserved.using !== undefined || reserved['using-brand'] !== undefined
  if (own && !namesInstances) return [{ command: own.declaration, own }]
  const brands = brandsOf(name, known)
  if (own && brands.length === 0) {
    throw new Refusal(`${name} runs on no instance; leave out using and using-brand.`)
  }
  if (brands.length === 0) {
    throw new Unavailable(
      `Unknown command "${name}"${didYouMean(name, commandNames(known)) || '; /help lists the commands'}.`,
    )
  }
  const offers = offersOf(name, known)
  const wantedBrands = csv(reserved['using-brand'] ?? '')
  const missing = wantedBrands.find(brand => !brands.includes(brand))
  if (missing !== undefined) {
    throw new Unavailable(`No brand "${missing}" offers ${name}; the brands that do: ${quoted(brands)}.`)
  }
  const using = csv(reserved.using ?? '')
  for (const wanted of using) checkNamed(wanted, name, offers, known)
  const able = offers.filter(({ instance: { name: own, enabled, integration } }) => {
    const isNamed = using.length === 0 || using.includes(own)
    return enabled && isNamed && (wantedBrands.length === 0 || wantedBrands.includes(integration.brand))
  })
  if (able.length > 0) return able
  throw new Unavailable(
    `${name} needs an enabled instance of ${quoted(wantedBrands.length > 0 ? wantedBrands : brands)}; there is none.`,
  )
}

/** The declaration of a command, of the server or the first brand that has it; undefined when nobody knows it. */
export function declarationOf(name: string, { content, own }: Known): Command | undefined {
  const declaration = own.get(name)?.declaration
  if (declaration) return declaration
  for (const { commands } of content.integrations.values()) {
    const command = commands.find(candidate => candidate.name === name)
    if (command) return command
  }
  return undefined
}
