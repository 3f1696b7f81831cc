import type { Json, JsonObject } from '../../kit/wire.ts'
import { didYouMean } from '../nearest.ts'
import type { Integration, Parameter } from '../pack/integration.ts'
import { Refusal } from '../refusal.ts'
import type { Secrets } from '../secrets.ts'

// HC §2.2, numeric parameter types. Those absent here are texts.
const BOOLEAN = 8
const CREDENTIALS = 9
const SINGLE_SELECT = 15
const MULTI_SELECT = 16
const SECRET_TYPES = new Set([4, CREDENTIALS, 14])
// Headings and links of the settings page: they hold no value.
const DISPLAY_ONLY = new Set([11, 20, 21, 22, 23])
// An `env:` value of these is one of few words; masking `true` everywhere would help nobody.
const NEVER_SECRET = new Set([BOOLEAN, SINGLE_SELECT, MULTI_SELECT])

const ENVIRONMENT = /^env:(.+)$/s

/** A parameter that cannot be taken as given; the file it came from completes the sentence with the place. */
export class ParameterRefusal extends Refusal {
  readonly parameter: string

  constructor(parameter: string, message: string) {
    super(message)
    this.parameter = parameter
  }
}

/** What a parameter's value is read with: where environment values come from and where secrets are registered. */
export interface ParameterSource {
  env: NodeJS.ProcessEnv
  secrets: Secrets
}

function fail(parameter: Parameter, expected: string, given: Json): never {
  // The value of a secret parameter is not quoted: the sentence ends up in logs.
  const said = SECRET_TYPES.has(parameter.type) ? '' : `, not ${JSON.stringify(given)}`
  throw new ParameterRefusal(parameter.name, `parameter "${parameter.name}" must be ${expected}${said}`)
}

function fromEnvironment(text: string, parameter: Parameter, { env, secrets }: ParameterSource): string {
  const name = ENVIRONMENT.exec(text)?.[1]
  if (name === undefined) return text
  const value = env[name]
  if (value === undefined) {
    throw new ParameterRefusal(
      parameter.name,
      `parameter "${parameter.name}" is ${text}, and the environment has no ${name}`,
    )
  }
  if (!NEVER_SECRET.has(parameter.type)) secrets.register(value)
  return value
}

function words(given: Json, parameter: Parameter, source: ParameterSource): string {
  if (typeof given === 'number' || typeof given === 'boolean') return String(given)
  if (typeof given !== 'string') return fail(parameter, 'a text', given)
  const text = fromEnvironment(given, parameter, source)
  if (SECRET_TYPES.has(parameter.type)) source.secrets.register(text)
  return text
}

function flag(given: Json, parameter: Parameter, source: ParameterSource): boolean {
  const text = words(given, parameter, source).toLowerCase()
  if (text === 'true' || text === 'yes') return true
  return text === 'false' || text === 'no' || text === '' ? false : fail(parameter, 'true or false', given)
}

function options(given: Json, parameter: Parameter, source: ParameterSource): string[] {
  const items = Array.isArray(given) ? given : words(given, parameter, source).split(',')
  const chosen = items.map(item => words(item, parameter, source).trim()).filter(item => item !== '')
  for (const item of chosen) option(item, parameter)
  return chosen
}

function option(chosen: string, parameter: Parameter): string {
  if (chosen === '' || parameter.options.length === 0 || parameter.options.includes(chosen)) return chosen
  return fail(parameter, `one of ${parameter.options.join(', ')}`, chosen)
}

/** A plain text is the password: most services know a token and no user. */
function credentials(given: Json, parameter: Parameter, source: ParameterSource): JsonObject {
  if (given === null || typeof given !== 'object') {
    return { identifier: '', password: words(given, parameter, source) }
  }
  if (Array.isArray(given) || Object.keys(given).some(key => key !== 'identifier' && key !== 'password')) {
    return fail(parameter, 'a text or {identifier, password}', given)
  }
  const identifier = words(given.identifier ?? '', { ...parameter, type: 0 }, source)
  return { identifier, password: words(given.password ?? '', parameter, source) }
}

function typed(given: Json, parameter: Parameter, source: ParameterSource): Json {
  if (parameter.type === BOOLEAN) return flag(given, parameter, source)
  if (parameter.type === CREDENTIALS) return credentials(given, parameter, source)
  if (parameter.type === MULTI_SELECT) return options(given, parameter, source)
  const text = words(given, parameter, source)
  return parameter.type === SINGLE_SELECT ? option(text, parameter) : text
}

/** HC-30, HC-31: what is absent comes from the YAML's `defaultvalue`, of hidden parameters too. */
function defaultOf(parameter: Parameter): Json | undefined {
  const { type, defaultvalue } = parameter
  if (type === BOOLEAN) return defaultvalue?.toLowerCase() === 'true'
  if (type === CREDENTIALS) return { identifier: defaultvalue ?? '', password: '' }
  if (type === MULTI_SELECT)
    return (defaultvalue ?? '')
      .split(',')
      .map(item => item.trim())
      .filter(Boolean)
  return defaultvalue
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return value !== null && typeof value === 'object' && value.password === ''
}

/**
 * The parameters an instance hands to its integration, typed as the platform types them (HC §2.2). A ParameterRefusal when one is unknown, has a value of the wrong kind, or is required and missing.
 */
export function parameterValues(
  integration: Integration,
  given: JsonObject,
  source: ParameterSource,
): JsonObject {
  const declared = integration.parameters.filter(({ type }) => !DISPLAY_ONLY.has(type))
  const names = declared.map(({ name }) => name)
  const unknown = Object.keys(given).find(name => !names.includes(name))
  if (unknown !== undefined) {
    throw new ParameterRefusal(
      unknown,
      `brand "${integration.brand}" has no parameter "${unknown}"${didYouMean(unknown, names)}`,
    )
  }
  const values: JsonObject = {}
  for (const parameter of declared) {
    const { name } = parameter
    const chosen = Object.hasOwn(given, name) ? given[name] : undefined
    const value =
      chosen === undefined || chosen === null ? defaultOf(parameter) : typed(chosen, parameter, source)
    if (parameter.required && isEmpty(value)) {
      throw new ParameterRefusal(
        name,
        `parameter "${name}" (${parameter.display ?? name}) of brand "${integration.brand}" is required`,
      )
    }
    if (value !== undefined) values[name] = value
  }
  return values
}
