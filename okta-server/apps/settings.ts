import type { JsonObject } from '../json.ts'
import type { Application } from './app.ts'

/**
 * The settings of an application: those of its seed over what its way of signing on always has.
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
 */
export function appSettings({ name, signOnMode, settings }: Application): JsonObject {
  const url = `https://${name.replaceAll('_', '-')}.example/`
  const app: Partial<Record<Application['signOnMode'], JsonObject>> = {
    BOOKMARK: { requestIntegration: false, url },
    SECURE_PASSWORD_STORE: { url, usernameField: 'username', passwordField: 'password' },
  }
  return {
    app: app[signOnMode] ?? {},
    notifications: { vpn: { network: { connection: 'DISABLED' } } },
    ...settings,
  }
}
