import { Refusal } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'

export interface Decision {
  readonly rows: JsonObject[]
  readonly isChanged: boolean
  /** One sentence of what is so now. */
  readonly text: string
}

/**
 * Connects an application with an instance. Throws a Refusal when one of them is connected otherwise: an event would
 * mean two instances, or an account two applications.
 */
export function withRow(rows: readonly JsonObject[], row: JsonObject): Decision {
  const ofApplication = rows.find(({ ApplicationID }) => ApplicationID === row.ApplicationID)
  const ofInstance = rows.find(({ Instance }) => Instance === row.Instance)
  const instance = JSON.stringify(row.Instance)
  if (ofApplication && ofApplication.Instance === row.Instance)
    return {
      rows: [...rows],
      isChanged: false,
      text: `${called(row)} is already connected to the instance ${instance}.`,
    }
  if (ofApplication)
    throw new Refusal(
      `${called(row)} is already connected to the instance ${JSON.stringify(ofApplication.Instance)}; remove that row first, then add it for ${instance}.`,
    )
  if (ofInstance)
    throw new Refusal(
      `The instance ${instance} is already connected to another application, ${calledShort(ofInstance)}; remove that row first, or name another instance for ${calledShort(row)}.`,
    )
  return {
    rows: [...rows, row],
    isChanged: true,
    text: `${called(row)} is now connected to the instance ${instance}.`,
  }
}

/**
 * Takes away the row of an application, which is given by id or by exactly its label. Throws a Refusal when there is no
 * such row, or several, or when it is that of another instance than the one named.
 */
export function withoutRow(rows: readonly JsonObject[], wanted: string, instance?: string): Decision {
  const byId = rows.filter(({ ApplicationID }) => ApplicationID === wanted)
  const found = byId.length ? byId : rows.filter(({ Label }) => textOf(Label) === wanted)
  const [row] = found
  if (!row)
    throw new Refusal(
      `The application ${JSON.stringify(wanted)} is not connected to any instance; connected are: ${listed(rows)}.`,
    )
  if (found.length > 1)
    throw new Refusal(
      `${found.length} connected applications are called ${JSON.stringify(wanted)}; give the id of one of them: ${listed(found)}.`,
    )
  if (instance !== undefined && row.Instance !== instance)
    throw new Refusal(
      `${called(row)} is not connected to the instance ${JSON.stringify(instance)} but to ${JSON.stringify(row.Instance)}; name that one, or none.`,
    )
  return {
    rows: rows.filter(each => each !== row),
    isChanged: true,
    text: `${called(row)} is no longer connected to the instance ${JSON.stringify(row.Instance)}.`,
  }
}

function calledShort({ ApplicationID, Label, Name }: JsonObject): string {
  const label = textOf(Label) || textOf(Name)
  return label ? `${JSON.stringify(label)} (${textOf(ApplicationID)})` : JSON.stringify(textOf(ApplicationID))
}

const called = (row: JsonObject): string => `The application ${calledShort(row)}`

const listed = (rows: readonly JsonObject[]): string => rows.map(calledShort).join(', ') || 'none'

/** The rows as the incident's grid field shows them. */
export function gridRows(rows: readonly JsonObject[]): JsonObject[] {
  return rows.map(({ ApplicationID, Instance, Label, Name }) => ({
    application: textOf(Label) || textOf(Name) || textOf(ApplicationID),
    applicationid: textOf(ApplicationID),
    instance: textOf(Instance),
  }))
}
