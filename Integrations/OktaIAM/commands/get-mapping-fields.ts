import { command } from '../../../kit/command.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { schemaFields } from '../okta/schemas.ts'
import type { Session } from '../session.ts'

export const getMappingFields = command({
  name: 'get-mapping-fields',
  description: 'Lists the attributes of an Okta user, base and custom, for the mapper editor.',
  effect: 'read',
  scopes: ['okta.schemas.read'],
  args: {},
  outputs: [],
  async run(_, { client }: Session) {
    const fields = await schemaFields(client)
    const contents: JsonObject = { 'User Profile': fields }
    const rows = Object.entries(fields).map(([field, title]) => ({ field, title }))
    return { readable: { title: 'User Profile', rows, columns: ['field', 'title'] }, contents }
  },
})
