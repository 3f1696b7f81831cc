import { command, text } from '../../../kit/command.ts'
import type { Session } from '../session.ts'
import { EVENT_OUTPUTS, listEvents, PERIOD_ARGUMENTS } from './event-list.ts'

export const oktaGetFailedLogins = command({
  name: 'okta-get-failed-logins',
  description: 'Gets the failed sign-ins of the System Log.',
  effect: 'read',
  scopes: ['okta.logs.read'],
  args: PERIOD_ARGUMENTS,
  outputs: EVENT_OUTPUTS,
  run: (args, session: Session) =>
    listEvents(session, 'Failed Login Events', {
      ...args,
      filter: 'eventType eq "user.session.start" and outcome.result eq "FAILURE"',
    }),
})

export const oktaGetLogs = command({
  name: 'okta-get-logs',
  description: 'Gets events of the System Log by a filter, by keywords, or all of a period.',
  effect: 'read',
  scopes: ['okta.logs.read'],
  args: {
    filter: text({
      description:
        'A filter in Okta\'s language, such as eventType eq "user.lifecycle.deactivate" and target.id eq "00u…".',
    }),
    query: text({
      description: 'Up to 10 whole words of at most 40 characters; an event that has all of them fits.',
    }),
    ...PERIOD_ARGUMENTS,
  },
  outputs: EVENT_OUTPUTS,
  run: ({ query: q, ...args }, session: Session) => listEvents(session, 'Okta Events', { ...args, q }),
})

export const oktaGetGroupAssignments = command({
  name: 'okta-get-group-assignments',
  description: 'Gets the events of users who were added to groups.',
  effect: 'read',
  scopes: ['okta.logs.read'],
  args: PERIOD_ARGUMENTS,
  outputs: EVENT_OUTPUTS,
  run: (args, session: Session) =>
    listEvents(session, 'Group Assignment Events', {
      ...args,
      filter: 'eventType eq "group.user_membership.add"',
    }),
})

export const oktaGetApplicationAssignments = command({
  name: 'okta-get-application-assignments',
  description: 'Gets the events of users who were assigned to applications.',
  effect: 'read',
  scopes: ['okta.logs.read'],
  args: PERIOD_ARGUMENTS,
  outputs: EVENT_OUTPUTS,
  run: (args, session: Session) =>
    listEvents(session, 'Application Assignment Events', {
      ...args,
      filter: 'eventType eq "application.user_membership.add"',
    }),
})

export const oktaGetApplicationAuthentication = command({
  name: 'okta-get-application-authentication',
  description: 'Gets the events of users who signed in to applications through Okta.',
  effect: 'read',
  scopes: ['okta.logs.read'],
  args: PERIOD_ARGUMENTS,
  outputs: EVENT_OUTPUTS,
  run: (args, session: Session) =>
    listEvents(session, 'Application Authentication Events', {
      ...args,
      filter: 'eventType eq "user.authentication.sso"',
    }),
})
