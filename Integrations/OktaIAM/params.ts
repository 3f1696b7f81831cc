import { parameter } from '../../kit/integration.ts'
import { choice, count, credentials, flag, text } from '../../kit/kinds.ts'

/**
 * Instance parameters: those of both generations of the original pack under their own names, so that an instance
 * keeps its settings, and three of ours (send-activation-email, disable-by, longest-wait).
 */
export const params = {
  url: parameter(text, {
    display: 'Okta URL (https://<domain>.okta.com)',
    type: 0,
    required: true,
    section: 'Connect',
  }),
  credentials: parameter(credentials, {
    display: '',
    displaypassword: 'API Token (see detailed instructions)',
    type: 9,
    hiddenusername: true,
    secret: true,
    section: 'Connect',
  }),
  apitoken: parameter(text, {
    display: 'API Token (see Detailed Instructions)',
    type: 4,
    hidden: true,
    secret: true,
    section: 'Connect',
    additionalinfo: 'Of the older pack; read when the API token above is empty.',
  }),
  insecure: parameter(flag, {
    display: 'Trust any certificate (not secure)',
    type: 8,
    section: 'Connect',
    advanced: true,
  }),
  proxy: parameter(flag, {
    display: 'Use system proxy settings',
    type: 8,
    section: 'Connect',
    advanced: true,
  }),
  'mapper-in': parameter(text, {
    display: 'Incoming Mapper',
    type: 0,
    required: true,
    defaultValue: 'User Profile - Okta (Incoming)',
    section: 'Connect',
  }),
  'mapper-out': parameter(text, {
    display: 'Outgoing Mapper',
    type: 0,
    required: true,
    defaultValue: 'User Profile - Okta (Outgoing)',
    section: 'Connect',
  }),
  'create-user-enabled': allow('Allow creating users'),
  'update-user-enabled': allow('Allow updating users'),
  'enable-user-enabled': allow('Allow enabling users'),
  'disable-user-enabled': allow('Allow disabling users'),
  'enable-disable-user-enabled': parameter(flag, {
    display: 'Enable/Disable User Commands Enabled',
    type: 8,
    hidden: true,
    defaultValue: 'true',
    section: 'Collect',
    advanced: true,
    additionalinfo:
      'Of the older pack. Only an explicit false counts: it forbids enabling and disabling alike.',
  }),
  'create-if-not-exists': parameter(flag, {
    display: 'Automatically create user if not found in update command',
    type: 8,
    defaultValue: 'true',
    section: 'Collect',
    advanced: true,
  }),
  'send-activation-email': parameter(flag, {
    display: 'Send activation e-mail',
    type: 8,
    defaultValue: 'false',
    section: 'Collect',
    advanced: true,
    additionalinfo: 'When a user is activated, Okta sends the welcome message.',
  }),
  'disable-by': parameter(choice('deactivate', 'suspend'), {
    display: 'Disable by',
    type: 15,
    options: ['deactivate', 'suspend'],
    defaultValue: 'deactivate',
    section: 'Collect',
    advanced: true,
    additionalinfo:
      'What iam-disable-user does. Deactivating takes away every application assignment; suspending can be lifted.',
  }),
  'longest-wait': parameter(count, {
    display: 'Longest wait (seconds)',
    type: 0,
    defaultValue: '90',
    section: 'Connect',
    advanced: true,
    additionalinfo:
      "How long one request may wait in all when Okta's rate limit is used up or Okta is unavailable.",
  }),
  ...fetchSettings(),
}

function allow(display: string) {
  return parameter(flag, { display, type: 8, defaultValue: 'true', section: 'Collect', advanced: true })
}

/**
 * The fetch settings of the original pack. They stay declared, and hidden, so that an upgraded instance keeps its
 * values; test-module refuses an instance that has fetching switched on, because this version fetches nothing.
 */
function fetchSettings() {
  return {
    isFetch: parameter(flag, { display: 'Fetch incidents', type: 8, hidden: true, section: 'Collect' }),
    incidentFetchInterval: parameter(text, {
      display: 'Incidents Fetch Interval',
      type: 19,
      hidden: true,
      defaultValue: '1',
      section: 'Collect',
    }),
    incidentType: parameter(text, { display: 'Incident type', type: 13, hidden: true, section: 'Connect' }),
    max_fetch: parameter(text, {
      display: 'Fetch Limit (recommended less than 200)',
      type: 0,
      hidden: true,
      defaultValue: '50',
      section: 'Collect',
    }),
    first_fetch: parameter(text, {
      display: 'First fetch timestamp (<number> <time unit>, e.g., 12 hours, 7 days)',
      type: 0,
      hidden: true,
      defaultValue: '0 minutes',
      section: 'Collect',
    }),
    auto_generate_query_filter: parameter(flag, {
      display: 'Query only application events configured in IAM Configuration',
      type: 8,
      hidden: true,
      defaultValue: 'true',
      section: 'Collect',
      advanced: true,
    }),
    fetch_query_filter: parameter(text, {
      display: 'Fetch Query Filter (Okta system log events)',
      type: 0,
      hidden: true,
      section: 'Collect',
      advanced: true,
    }),
  }
}
