import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Item, Rule } from '../item.ts'
import { objectsOf, shown, textOf } from '../json.ts'
import { repeated } from '../repeated.ts'

/** Types of parameters (pack layout §4): a checkbox, credentials, and the two that show no name. */
const [CHECKBOX, CREDENTIALS, EXPIRATION, RELIABILITY] = [8, 9, 17, 23]

const kinds = ['integration'] as const
const paramsOf = ({ data }: Item): JsonObject[] => objectsOf(data.configuration)
const at = (name: Json | undefined): string => `parameter ${shown(name)}`

export const PARAMETERS: readonly Rule[] = [
  {
    code: 'IN102',
    kinds,
    *find(item) {
      for (const { name, type, required } of paramsOf(item))
        if (type === CHECKBOX && required === true)
          yield {
            at: at(name),
            message: 'is a checkbox and required; it always has a value, so drop required.',
          }
    },
  },
  {
    code: 'IN114',
    kinds,
    *find(item) {
      for (const twice of repeated(paramsOf(item).map(({ name }) => textOf(name))))
        yield { at: at(twice), message: 'stands twice; remove one.' }
    },
  },
  {
    code: 'IN117',
    kinds,
    *find(item) {
      for (const { name, type, display } of paramsOf(item))
        if (type === EXPIRATION && textOf(display) !== '')
          yield {
            at: at(name),
            message: `is of type ${EXPIRATION} and shows "${textOf(display)}"; leave display empty.`,
          }
    },
  },
  {
    code: 'IN118',
    kinds,
    *find(item) {
      for (const { name, type, display, displaypassword } of paramsOf(item)) {
        const shown = textOf(display) || (type === CREDENTIALS ? textOf(displaypassword) : '')
        if (shown === '' && type !== EXPIRATION && type !== RELIABILITY)
          yield { at: at(name), message: 'has no display name; add one.' }
      }
    },
  },
  {
    code: 'IN135',
    kinds,
    *find(item) {
      for (const { name, display } of paramsOf(item))
        if (/^\p{Ll}/u.test(textOf(display)) || textOf(display).includes('_'))
          yield {
            at: at(name),
            message: `shows "${textOf(display)}"; start with a capital letter and write no "_".`,
          }
    },
  },
  {
    code: 'IN152',
    kinds,
    *find(item) {
      for (const { name, type, defaultvalue } of paramsOf(item))
        if (type === CHECKBOX && ![undefined, null, 'true', 'false'].includes(defaultvalue as string))
          yield {
            at: at(name),
            message: `has the default ${JSON.stringify(defaultvalue)}; write 'true' or 'false' as text.`,
          }
    },
  },
  {
    code: 'IN153',
    kinds,
    *find(item) {
      for (const { name, defaultvalue } of paramsOf(item))
        if (textOf(defaultvalue).startsWith('http://'))
          yield { at: at(name), message: `has the default "${textOf(defaultvalue)}"; use https.` }
    },
  },
]
