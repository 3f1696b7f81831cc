import type { Command } from '../../kit/command.ts'
import { integration } from '../../kit/integration.ts'
import * as apps from './commands/apps.ts'
import * as authReset from './commands/auth-reset.ts'
import * as configuration from './commands/configuration.ts'
import * as factors from './commands/factors.ts'
import { getMappingFields } from './commands/get-mapping-fields.ts'
import * as groups from './commands/groups.ts'
import * as iam from './commands/iam.ts'
import * as iamGroups from './commands/iam-groups.ts'
import * as idps from './commands/idps.ts'
import { fetchIncidents } from './commands/incidents.ts'
import * as logs from './commands/logs.ts'
import * as passwords from './commands/passwords.ts'
import * as roles from './commands/roles.ts'
import { testModule } from './commands/test-module.ts'
import * as userLifecycle from './commands/user-lifecycle.ts'
import * as users from './commands/users.ts'
import * as zones from './commands/zones.ts'
import { SECRET_MEMBERS } from './okta/secret-members.ts'
import { params } from './params.ts'
import { connect, offline, type Session } from './session.ts'
import { TOKEN_KEY } from './sign-in.ts'

/** Every export of a module of commands is a command; the YAML and the README have them in this order. */
const MODULES: readonly Readonly<Record<string, Command<Session>>>[] = [
  iam,
  iamGroups,
  configuration,
  users,
  userLifecycle,
  passwords,
  factors,
  roles,
  groups,
  apps,
  zones,
  idps,
  logs,
  authReset,
]

export const OktaIAM = integration({
  id: 'Okta IAM',
  category: 'Identity and Access Management',
  description:
    'Runs the identity lifecycle of an organisation on Okta: users, groups, applications, factors, roles, network zones and the System Log.',
  params,
  connect,
  offline,
  ismappable: true,
  fetches: {
    classifier: 'Okta IAM - App Sync (classifier)',
    mapperIn: 'Okta IAM - App Sync (mapper)',
  },
  secretMembers: SECRET_MEMBERS,
  secretKeys: [TOKEN_KEY],
  kept: session => session.kept(),
  commands: [
    testModule,
    fetchIncidents,
    getMappingFields,
    ...MODULES.flatMap(module => Object.values(module)),
  ],
})
