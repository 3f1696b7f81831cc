import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import { MASK, secretTextsIn } from '../command-line/index.ts'
import { Refusal } from '../refusal.ts'
import { holdsSecretMark, Secrets } from '../secrets.ts'
import type { Offer } from './offers.ts'

/**
 * The secrets among the arguments of a run: the values of secret arguments, and what an integration gets under a name for
 * a secret inside of JSON. What our own commands and scripts get there is data, which they shall give back as it is.
 */
export function secretsGiven(offer: Offer, args: JsonObject): string[] {
  const declared = offer.command.arguments.filter(({ secret }) => secret).map(({ name }) => name)
  const whole = declared.map(name => args[name]).filter(value => typeof value === 'string')
  const inside = 'instance' in offer ? Object.values(args).flatMap(secretTextsIn) : []
  return [...whole, ...inside].filter(text => text !== '')
}

/**
 * The entries of a run without the secrets it was given. The arguments of its next run (HC §9) need theirs, which are then
 * told to `keep`.
 */
export function withoutSecrets(entries: Entry[], given: string[], keep: (secret: string) => void): Entry[] {
  if (given.length === 0) return entries
  const secrets = new Secrets()
  for (const secret of given) secrets.register(secret)
  return entries.map(entry => {
    const masked = JSON.parse(secrets.shown(entry as JsonObject)) as Entry
    const { PollingArgs } = entry
    if (PollingArgs === undefined) return masked
    const needed = JSON.stringify(PollingArgs)
    for (const secret of given.filter(text => needed.includes(JSON.stringify(text).slice(1, -1))))
      keep(secret)
    return { ...masked, PollingArgs }
  })
}

// Eight stars and no more: a row of them across a text is an ornament.
const STANDS_FOR_SECRET = /(?<!\*)\*{8}(?!\*)/

function standsForSecret(value: Json): boolean {
  return STANDS_FOR_SECRET.test(JSON.stringify(value)) || holdsSecretMark(value)
}

/** A Refusal when an argument holds the mask: it stands for a secret that was not kept, and would be sent as it is. */
export function refuseMasked({ command }: Offer, args: JsonObject): void {
  const masked = Object.entries(args).find(([, value]) => standsForSecret(value))
  if (!masked) return
  throw new Refusal(
    `The argument "${masked[0]}" of !${command.name} holds ${MASK}, which stands for a secret that is not kept; give the value itself.`,
  )
}
