import type { Command } from '../../kit/command.ts'
import { integration } from '../../kit/integration.ts'
import { getMappingFields } from './commands/get-mapping-fields.ts'
import * as iam from './commands/iam.ts'
import { iamUpdateGroup } from './commands/iam-group-members.ts'
import { iamCreateGroup, iamDeleteGroup, iamGetGroup } from './commands/iam-groups.ts'
import { testModule } from './commands/test-module.ts'
import { scimGetUserIds } from './commands/user-ids.ts'
import { params } from './params.ts'
import { connect, type Session } from './session.ts'
import { TOKEN_KEY } from './sign-in.ts'

const commands: readonly Command<Session>[] = [
  testModule,
  getMappingFields,
  ...Object.values(iam),
  iamGetGroup,
  iamCreateGroup,
  iamUpdateGroup,
  iamDeleteGroup,
  scimGetUserIds,
]

export const ScimIAM = integration({
  id: 'SCIM IAM',
  category: 'Identity and Access Management',
  description: 'Keeps the users and groups of any application that speaks SCIM 2.0 (RFC 7643 and 7644).',
  params,
  connect,
  ismappable: true,
  secretMembers: new Set(['password']),
  secretKeys: [TOKEN_KEY],
  kept: session => session.kept(),
  commands,
})
