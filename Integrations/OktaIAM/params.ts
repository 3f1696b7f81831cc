import { parameter } from '../../kit/integration.ts'
import { choice, count, credentials, flag, list, text } from '../../kit/kinds.ts'
import { MOST_FETCH } from './fetch/begin.ts'
import { DEFAULT_FETCH } from './fetch/events.ts'
import { LONGEST_DAYS } from './fetch/first-fetch.ts'
import { ALGORITHMS } from './okta/private-key.ts'
import { SCOPES } from './okta/scopes.ts'

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
  ...oauthSettings(),
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
  'leave-free': parameter(count, {
    display: 'Leave free of each rate limit (%)',
    type: 0,
    defaultValue: '10',
    section: 'Connect',
    advanced: true,
    additionalinfo:
      "So much of each of Okta's limits is left to others; below it a command waits for the reset. 0 uses them up, 90 is the most.",
  }),
  ...fetchSettings(),
}

/** A service app with a key of its own instead of an administrator's token. */
function oauthSettings() {
  return {
    use_oauth: parameter(flag, {
      display: 'Use OAuth 2.0 Authentication',
      type: 8,
      section: 'Connect',
      additionalinfo:
        'Signs in as a service app with Client ID and Private Key; the API token is not used then.',
    }),
    client_id: parameter(text, { display: 'Client ID', type: 0, section: 'Connect' }),
    private_key: parameter(text, {
      display: 'Private Key',
      type: 14,
      secret: true,
      section: 'Connect',
      additionalinfo:
        'PEM (PKCS#8 or PKCS#1) or JWK; the other half of a public key that is registered with the app.',
    }),
    jwt_algorithm: parameter(choice(...ALGORITHMS), {
      display: 'JWT Signing Algorithm',
      type: 15,
      options: ALGORITHMS,
      defaultValue: 'RS256',
      section: 'Connect',
      additionalinfo: 'Must fit the key: RS… for RSA, ES256 for P-256, ES384 for P-384, ES512 for P-521.',
    }),
    key_id: parameter(text, {
      display: 'Key ID',
      type: 0,
      section: 'Connect',
      additionalinfo: 'Needed when more than one public key is registered with the app.',
    }),
    scopes: parameter(list, {
      display: 'Scopes',
      type: 0,
      defaultValue: SCOPES.join(','),
      section: 'Connect',
      advanced: true,
      additionalinfo:
        'What the token asks for, separated by commas. Take out what is not granted to the app; the command reference says which command needs which.',
    }),
  }
}

function allow(display: string) {
  return parameter(flag, { display, type: 8, defaultValue: 'true', section: 'Collect', advanced: true })
}

/** What to fetch from the System Log, as the original pack names it. */
function fetchSettings() {
  return {
    isFetch: parameter(flag, { display: 'Fetch incidents', type: 8, section: 'Collect' }),
    incidentFetchInterval: parameter(text, {
      display: 'Incidents Fetch Interval',
      type: 19,
      defaultValue: '1',
      section: 'Collect',
    }),
    incidentType: parameter(text, { display: 'Incident type', type: 13, section: 'Connect' }),
    max_fetch: parameter(count, {
      display: 'Fetch Limit (recommended less than 200)',
      type: 0,
      defaultValue: String(DEFAULT_FETCH),
      section: 'Collect',
      additionalinfo: `How many events one fetch takes at most; ${MOST_FETCH} is the most. What is left comes with the next fetches.`,
    }),
    first_fetch: parameter(text, {
      display: 'First fetch timestamp (<number> <time unit>, e.g., 12 hours, 7 days)',
      type: 0,
      defaultValue: '0 minutes',
      section: 'Collect',
      additionalinfo: `At most ${LONGEST_DAYS} days; Okta keeps events for 90.`,
    }),
    auto_generate_query_filter: parameter(flag, {
      display: 'Query only application events configured in IAM Configuration',
      type: 8,
      defaultValue: 'true',
      section: 'Collect',
      advanced: true,
      additionalinfo:
        'Fetches assignments of the applications in IAM Configuration, and changes of profiles. Off: the filter below.',
    }),
    fetch_query_filter: parameter(text, {
      display: 'Fetch Query Filter (Okta system log events)',
      type: 0,
      section: 'Collect',
      advanced: true,
      additionalinfo:
        'Used when the box above is off, such as eventType eq "group.user_membership.add" or eventType eq "user.lifecycle.deactivate".',
    }),
  }
}
