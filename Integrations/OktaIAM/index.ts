import { integration } from '../../kit/integration.ts'
import { getMappingFields } from './commands/get-mapping-fields.ts'
import * as iam from './commands/iam.ts'
import { testModule } from './commands/test-module.ts'
import { params } from './params.ts'
import { connect } from './session.ts'

export const OktaIAM = integration({
  id: 'Okta IAM',
  category: 'Identity and Access Management',
  description:
    'Runs the identity lifecycle of an organisation on Okta: create, update, enable and disable users.',
  params,
  connect,
  ismappable: true,
  commands: [testModule, getMappingFields, ...Object.values(iam)],
})
