interface Kind {
  displayMessage: string
  /** The name in the older Events API, as far as it is known (okta-api §17.5). */
  legacy?: string
  severity?: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'
}

/** The event types that this org writes, with what the log shows of each (okta-api §17.5). */
export const catalogue = {
  'user.lifecycle.create': {
    displayMessage: 'Create Okta user',
    legacy: 'core.user.config.user_creation.success',
  },
  'user.lifecycle.activate': {
    displayMessage: 'Activate Okta user',
    legacy: 'core.user.config.user_activated',
  },
  'user.lifecycle.deactivate': {
    displayMessage: 'Deactivate Okta user',
    legacy: 'core.user.config.user_deactivated',
  },
  'user.lifecycle.delete.initiated': { displayMessage: 'Delete Okta user initiated' },
  'user.lifecycle.delete.completed': { displayMessage: 'Delete Okta user completed' },
  'user.lifecycle.suspend': { displayMessage: 'Suspend Okta user' },
  'user.lifecycle.unsuspend': { displayMessage: 'Unsuspend Okta user' },
  'user.account.unlock_by_admin': { displayMessage: 'Unlock user account by an administrator' },
  'user.account.expire_password': { displayMessage: 'Expire user password' },
  'user.account.reset_password': {
    displayMessage: 'User reset password for Okta',
    legacy: 'core.user_status.password_reset',
  },
  'user.account.update_password': {
    displayMessage: 'User update password for Okta',
    legacy: 'core.user.config.password_update.success',
  },
  'user.account.update_profile': { displayMessage: 'Update user profile for Okta' },
  'user.account.update_primary_email': { displayMessage: 'User primary email updated' },
  'user.session.clear': { displayMessage: 'Clear user session' },
  'user.session.end': { displayMessage: 'User logout from Okta' },
  'user.account.privilege.grant': {
    displayMessage: 'Grant user privilege',
    legacy: 'core.user.admin_privilege.granted',
  },
  'user.account.privilege.revoke': { displayMessage: 'Revoke user privilege' },
  'user.mfa.factor.activate': { displayMessage: 'Activate factor for user' },
  'user.mfa.factor.deactivate': { displayMessage: 'Reset factor for user' },
  'user.mfa.factor.reset_all': { displayMessage: 'Reset all factors for user' },
  'user.authentication.auth_via_mfa': { displayMessage: 'Authentication of user via MFA' },
  'system.push.send_factor_verify_push': { displayMessage: 'Send Okta Verify push verification' },
  'system.sms.send_factor_verify_message': { displayMessage: 'Send SMS for factor verification' },
  'system.voice.send_mfa_challenge_call': { displayMessage: 'Voice call for MFA challenge' },
  'system.email.send_factor_verify_message': { displayMessage: 'Send email for factor verification' },
  'group.user_membership.add': {
    displayMessage: 'Add user to group membership',
    legacy: 'core.user_group_member.user_add',
  },
  'group.user_membership.remove': {
    displayMessage: 'Remove user from group membership',
    legacy: 'core.user_group_member.user_remove',
  },
  'group.lifecycle.create': { displayMessage: 'Create Okta group' },
  'group.profile.update': { displayMessage: 'Update Okta group' },
  'group.lifecycle.delete': { displayMessage: 'Delete Okta group' },
  'group.application_assignment.add': { displayMessage: 'Add application assignment to group' },
  'group.application_assignment.remove': { displayMessage: 'Remove application assignment from group' },
  'application.user_membership.add': {
    displayMessage: 'Add user to application membership',
    legacy: 'app.generic.provision.assign_user_to_app',
  },
  'application.user_membership.remove': {
    displayMessage: "Remove user's application membership",
    legacy: 'app.generic.provision.deactivate_user_from_app',
  },
  'application.lifecycle.activate': { displayMessage: 'Activate application' },
  'application.lifecycle.deactivate': { displayMessage: 'Deactivate application' },
  'application.lifecycle.delete': { displayMessage: 'Delete application' },
  'zone.create': { displayMessage: 'Create network zone' },
  'zone.update': { displayMessage: 'Update network zone' },
  'zone.delete': { displayMessage: 'Delete network zone' },
  'zone.activate': { displayMessage: 'Activate network zone' },
  'zone.deactivate': { displayMessage: 'Deactivate network zone' },
  'app.oauth2.token.grant.access_token': { displayMessage: 'OAuth2 access token is granted' },
  'system.org.rate_limit.warning': { displayMessage: 'Rate limit warning', severity: 'WARN' },
  'core.concurrency.org.limit.violation': {
    displayMessage: 'Org concurrency limit violation',
    severity: 'WARN',
  },
  'system.org.rate_limit.violation': { displayMessage: 'Rate limit violation', severity: 'WARN' },
} as const satisfies Record<string, Kind>

export type EventType = keyof typeof catalogue

/** What the log shows of an event type. */
export function kindOf(eventType: EventType): Kind {
  return catalogue[eventType]
}
