import { integration } from '../../kit/integration.ts'
import { getMappingFields } from './commands/get-mapping-fields.ts'
import { fetchIncidents } from './commands/incidents.ts'
import { workdayIamGetFullReport } from './commands/report.ts'
import { testModule } from './commands/test-module.ts'
import { params } from './params.ts'
import { connect } from './session.ts'

export const WorkdayIAM = integration({
  id: 'Workday IAM',
  category: 'Identity and Access Management',
  description:
    'Reads the report of the employees from Workday and raises what has to be done: hires, changes, terminations, rehires.',
  params,
  connect,
  ismappable: true,
  fetches: { mapperIn: 'IAM Sync User - Workday' },
  secretMembers: new Set(),
  commands: [testModule, fetchIncidents, getMappingFields, workdayIamGetFullReport],
})
