import type { Content } from '../pack/content.ts'
import type { Instance } from './instance.ts'
import { type ParameterSource, parameterValues } from './parameters.ts'

const BRAND = 'Okta IAM'

/** Whether the packs hold the integration that runs without an instances file (under a build's id suffix, too). */
export function defaultBrand(content: Content): string | undefined {
  const brands = [...content.integrations.keys()]
  return brands.find(brand => brand === BRAND) ?? brands.find(brand => brand.startsWith(BRAND))
}

/** The one instance there is without an instances file: `Okta IAM_instance_1`, on the given org. */
export function defaultInstance(
  content: Content,
  okta: { url: string; token: string },
  source: ParameterSource,
): Instance | undefined {
  const integration = content.integrations.get(defaultBrand(content) ?? '')
  if (!integration) return undefined
  const params = parameterValues(integration, { url: okta.url, credentials: okta.token }, source)
  return { name: `${integration.brand}_instance_1`, integration, enabled: true, params }
}
