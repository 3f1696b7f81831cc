import type { JsonObject } from '../../../kit/wire.ts'
import type { Client } from './client.ts'
import { notOkta, OktaError } from './errors.ts'

interface Definition {
  readonly properties?: Record<string, { readonly title?: string }>
}

const PATH = '/api/v1/meta/schemas/user/default'

/** Name and title of every attribute of the default user type, base ones first. Throws as `Client.get` does. */
export async function schemaFields(client: Client): Promise<JsonObject> {
  const schema = (await client.get(PATH)) as
    | { definitions?: { base?: Definition; custom?: Definition } }
    | undefined
  const definitions = schema?.definitions
  if (!definitions?.base?.properties)
    throw new OktaError({ request: `GET ${PATH}` }, undefined, notOkta({ request: PATH }, '{}'))
  const attributes = { ...definitions.base.properties, ...definitions.custom?.properties }
  return Object.fromEntries(Object.entries(attributes).map(([name, { title }]) => [name, title || name]))
}
