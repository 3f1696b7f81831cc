import { parameter } from '../../kit/integration.ts'
import { choice, count, credentials, flag, text } from '../../kit/kinds.ts'

/** Instance parameters, named as the public packs of SCIM applications and the other integrations of this pack name them. */
export const params = {
  url: parameter(text, {
    display: 'SCIM URL (https://<host>/scim/v2)',
    type: 0,
    required: true,
    section: 'Connect',
    additionalinfo: 'The base address of SCIM 2.0: what stands before /Users and /Groups.',
  }),
  ...signInSettings(),
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
  mapper_in: parameter(text, {
    display: 'Incoming Mapper',
    type: 0,
    required: true,
    defaultValue: 'User Profile - SCIM (Incoming)',
    section: 'Connect',
  }),
  mapper_out: parameter(text, {
    display: 'Outgoing Mapper',
    type: 0,
    required: true,
    defaultValue: 'User Profile - SCIM (Outgoing)',
    section: 'Connect',
  }),
  'create-user-enabled': allow('Allow creating users'),
  'update-user-enabled': allow('Allow updating users'),
  'enable-user-enabled': allow('Allow enabling users'),
  'disable-user-enabled': allow('Allow disabling users'),
  'create-if-not-exists': parameter(flag, {
    display: 'Automatically create user if not found in update command',
    type: 8,
    defaultValue: 'true',
    section: 'Collect',
    advanced: true,
  }),
  ...limitSettings(),
}

function signInSettings() {
  return {
    api_token: parameter(credentials, {
      display: '',
      displaypassword: 'API token',
      type: 9,
      hiddenusername: true,
      secret: true,
      section: 'Connect',
      additionalinfo:
        'Sent as Bearer token. Fill one way of signing in only: this, a username, or a client ID.',
    }),
    credentials: parameter(credentials, {
      display: 'Username',
      displaypassword: 'Password',
      type: 9,
      secret: true,
      section: 'Connect',
      additionalinfo: 'HTTP Basic.',
    }),
    token_url: parameter(text, {
      display: 'OAuth 2.0 token URL',
      type: 0,
      section: 'Connect',
      additionalinfo: 'Where the client credentials are turned into a token.',
    }),
    oauth_credentials: parameter(credentials, {
      display: 'Client ID',
      displaypassword: 'Client secret',
      type: 9,
      secret: true,
      section: 'Connect',
    }),
    scope: parameter(text, {
      display: 'OAuth 2.0 scope',
      type: 0,
      section: 'Connect',
      additionalinfo: 'As the application names it, several with blanks between them; empty asks for none.',
    }),
  }
}

function allow(display: string) {
  return parameter(flag, { display, type: 8, defaultValue: 'true', section: 'Collect', advanced: true })
}

function limitSettings() {
  return {
    page_size: parameter(count, {
      display: 'Page size',
      type: 0,
      defaultValue: '100',
      section: 'Connect',
      advanced: true,
      additionalinfo: 'How many users or groups one request asks for. The server may give fewer.',
    }),
    members_per_patch: parameter(count, {
      display: 'Members per PATCH',
      type: 0,
      defaultValue: '100',
      section: 'Connect',
      advanced: true,
      additionalinfo:
        'How many members of a group one request changes; what the server finds too many is halved.',
    }),
    member_removal: parameter(choice('path', 'value'), {
      display: 'How members are removed',
      type: 15,
      options: ['path', 'value'],
      defaultValue: 'path',
      section: 'Connect',
      advanced: true,
      additionalinfo:
        'path: members[value eq "…"], as RFC 7644 has it. value: a list of members. A server that keeps to the RFC would remove all members by that, so set it only for a product that documents it.',
    }),
    longest_wait: parameter(count, {
      display: 'Longest wait (seconds)',
      type: 0,
      defaultValue: '90',
      section: 'Connect',
      advanced: true,
      additionalinfo:
        'How long one request may wait in all when the rate limit is used up or the server is unavailable.',
    }),
  }
}
