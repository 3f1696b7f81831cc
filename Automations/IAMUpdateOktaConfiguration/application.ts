import { Refusal } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'

/**
 * The one application that is meant, among those that okta-iam-list-applications gave: by its id, else by exactly its
 * label or name. Throws a Refusal naming what was looked for when there is none, or several.
 */
export function meantApplication(wanted: string, found: readonly JsonObject[]): JsonObject {
  const byId = found.filter(({ ID }) => textOf(ID) === wanted)
  const named = found.filter(({ Label, Name }) => [Label, Name].map(textOf).includes(wanted))
  const meant = byId.length ? byId : named
  const [application] = meant
  if (application && meant.length === 1) return application
  if (!application) {
    throw new Refusal(
      `Okta has no application with the id, label or name ${JSON.stringify(wanted)}; okta-iam-list-applications lists those it has.`,
    )
  }
  const several = meant.map(({ ID, Label }) => `${textOf(Label)} (${textOf(ID)})`).join(', ')
  throw new Refusal(
    `Okta has ${meant.length} applications that are called ${JSON.stringify(wanted)}; give the id of one of them: ${several}.`,
  )
}

/** The members of the application that a row of the configuration keeps. */
export function rowOf({ ID, Name, Label, Logo }: JsonObject, instance: string): JsonObject {
  const known = Object.entries({ Name, Label, Logo }).filter(([, value]) => textOf(value) !== '')
  return { ApplicationID: textOf(ID), Instance: instance, ...(Object.fromEntries(known) as JsonObject) }
}
