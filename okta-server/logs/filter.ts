import { OktaError } from '../errors.ts'
import { type Attribute, type Dialect, type Predicate, predicate } from '../filter/compile.ts'
import { type Operator, parse } from '../filter/parse.ts'
import { FilterError } from '../filter/tokens.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'

const people = ['id', 'type', 'alternateId', 'displayName', 'detailEntry']
const place = ['city', 'state', 'country', 'postalCode', 'geolocation.lat', 'geolocation.lon']
const geographicalContext = place.map(name => `geographicalContext.${name}`)
const under = (part: string, names: string[]) => names.map(name => `${part}.${name}`)

/** Every attribute of a LogEvent but `published` (okta-api §17.3, §17.4). */
const paths = new Set([
  ...['uuid', 'eventType', 'legacyEventType', 'displayMessage', 'severity', 'version'],
  ...under('actor', people),
  ...under('target', people),
  ...under('client', ['userAgent.rawUserAgent', 'userAgent.os', 'userAgent.browser', 'zone', 'device', 'id']),
  ...under('client', ['ipAddress', ...geographicalContext]),
  ...under('outcome', ['result', 'reason']),
  ...under('transaction', ['id', 'type', 'detail.requestApiTokenId']),
  ...under('authenticationContext', ['authenticationProvider', 'authenticationStep', 'credentialProvider']),
  ...under('authenticationContext', ['credentialType', 'externalSessionId', 'interface', 'issuer']),
  ...under('securityContext', ['asNumber', 'asOrg', 'isp', 'domain', 'isProxy']),
  ...under('request.ipChain', ['ip', 'version', 'source', ...geographicalContext]),
])
const debugData = 'debugContext.debugData.'
const withoutContains = new Set([`${debugData}url`, `${debugData}requestUri`])
const numbers = /asNumber$|authenticationStep$|\.lat$|\.lon$/

const all: readonly (Operator | 'pr')[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sw', 'co', 'ew', 'pr']
const everything = new Set(all)
const noContains = new Set(all.filter(operator => operator !== 'co'))

const dialect: Dialect<JsonObject> = {
  find(path) {
    if (!paths.has(path) && !(path.startsWith(debugData) && path.length > debugData.length))
      throw new OktaError('E0000053', { summary: `field is not valid: ${path}` })
    const attribute: Attribute<JsonObject> = {
      kind: path.endsWith('isProxy') ? 'boolean' : numbers.test(path) ? 'number' : 'string',
      operators: withoutContains.has(path) ? noContains : everything,
      read: event => valueAt(event, path.split('.')),
    }
    return attribute
  },
  foldCase: false,
  not: true,
  unsupported: (operator, path) =>
    new OktaError('E0000031', {
      summary: `The supplied combination of operator and field is not currently supported. Operator: ${operator}, Field: ${path}`,
    }),
}

/**
 * Turns a filter of the System Log into a predicate on shown events. E0000053 for what does not parse and for unknown
 * attributes, E0000031 for an operator that an attribute does not take (okta-api §6.1).
 */
export function logFilter(text: string): Predicate<JsonObject> {
  try {
    return predicate(parse(text), dialect)
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    const expected = error.message.startsWith('Unrecognized') ? '. Expected: eq,co,sw,pr,gt,ge,lt,le' : ''
    throw new OktaError('E0000053', { summary: `Invalid filter '${text}': ${error.message}${expected}` })
  }
}

/** Behind a list every element counts, so that a term matches if any does. */
function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (Array.isArray(value)) return value.map(item => valueAt(item, path) ?? null)
  return isObject(value) && Object.hasOwn(value, name) ? valueAt(value[name], rest) : undefined
}
