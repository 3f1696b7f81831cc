export interface Schema {
  readonly [keyword: string]: unknown
}
export type Properties = Readonly<Record<string, Schema>>

export const text: Schema = { type: 'string' }
export const flag: Schema = { type: 'boolean' }
export const whole: Schema = { type: 'integer' }
export const number: Schema = { type: 'number' }
export const record: Schema = { type: 'object' }
export const textOrNumber: Schema = { type: ['string', 'number'] }
export const textOrNull: Schema = { type: ['string', 'null'] }
/** Null is allowed for a few keys only (strict_objects/common.py); what these hold the platform does not check. */
export const anything: Schema = {}

export const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values })
export const list = (items: Schema): Schema => ({ type: 'array', items })
export const texts: Schema = list(text)

export const marketplaces = list(
  oneOf('xsoar', 'marketplacev2', 'xpanse', 'xsoar_saas', 'xsoar_on_prem', 'platform'),
)
/** The lists of fields, classifiers and the like know no `platform`. */
export const olderMarketplaces = list(
  oneOf('xsoar', 'marketplacev2', 'xpanse', 'xsoar_saas', 'xsoar_on_prem'),
)

/** An alternative for one product: `name:xsoar` (PB-2); its value is not checked. */
const ALTERNATIVE = { ':(xsoar|marketplacev2|xpanse|xsoar_saas|xsoar_on_prem)$': {} }

/** An object that has the required keys, may have the optional ones, and no others (strict_objects: `Extra.forbid`). */
export function strict(required: Properties, optional: Properties = {}): Schema {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    patternProperties: ALTERNATIVE,
    additionalProperties: false,
  }
}

/** An object whose keys are free and whose values are all of one shape. */
export const mapOf = (values: Schema): Schema => ({
  type: 'object',
  patternProperties: ALTERNATIVE,
  additionalProperties: values,
})
