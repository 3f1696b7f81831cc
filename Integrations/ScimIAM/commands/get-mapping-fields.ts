import { command } from '../../../kit/command.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { USUAL_FIELDS, userFields } from '../scim/schemas.ts'
import type { Session } from '../session.ts'

export const getMappingFields = command({
  name: 'get-mapping-fields',
  description: 'Lists the attributes of a user as the outgoing mapper names them, for the mapper editor.',
  effect: 'read',
  args: {},
  outputs: [],
  async run(_, { server }: Session) {
    const fields = (await userFields(server.client)) ?? USUAL_FIELDS
    const contents: JsonObject = { 'User Profile': { ...fields } }
    const rows = Object.entries(fields).map(([field, title]) => ({ field, title }))
    return { readable: { title: 'User Profile', rows, columns: ['field', 'title'] }, contents }
  },
})
