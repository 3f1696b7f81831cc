import type { Json } from '../../kit/wire.ts'
import { ValueError } from './cast.ts'
import { undocumentedTransformers } from './decisions.ts'
import { FILTERS, GROUPED } from './filters.ts'
import { scriptFilter, scriptTransformer } from './scripts.ts'
import type { Args, TransformerOperator } from './transform.ts'
import { LIST_TRANSFORMERS } from './transformers-list.ts'
import { NUMBER_TRANSFORMERS } from './transformers-number.ts'
import { TEXT_TRANSFORMERS } from './transformers-text.ts'
import type { Env } from './value.ts'

const TRANSFORMERS: ReadonlyMap<string, TransformerOperator> = new Map(
  Object.entries({ ...TEXT_TRANSFORMERS, ...NUMBER_TRANSFORMERS, ...LIST_TRANSFORMERS }),
)

/** Older files prefix a group (`string.toUpperCase`): what counts stands after the last dot (MP-48). */
const withoutGroup = (operator: string) => operator.slice(operator.lastIndexOf('.') + 1)

/** Every operator's failure names the operator; the callers add the place. */
function named<T>(kind: 'filter' | 'transformer', operator: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    throw new ValueError(`the ${kind} ${operator} ${error.message}`, { cause: error })
  }
}

/** Whether resolved values pass a filter operator, built-in or automation (MP-48, MP-57); else a ValueError naming it. */
export function runFilter(
  operator: string,
  left: Json | undefined,
  right: Json | undefined,
  ignoreCase: boolean,
  env: Env,
): boolean {
  const builtIn = FILTERS.get(GROUPED.get(operator) ?? withoutGroup(operator))
  return named('filter', operator, () =>
    builtIn
      ? builtIn(left, right, { ignoreCase, language: env.language })
      : scriptFilter(operator, left, right, env),
  )
}

/** The value after a transformer, built-in or automation (MP-56, MP-60); else a ValueError naming it. */
export function runTransformer(
  operator: string,
  value: Json | undefined,
  args: Args,
  env: Env,
): Json | undefined {
  const name = withoutGroup(operator)
  return named('transformer', operator, () => {
    if (undocumentedTransformers.has(name))
      throw new ValueError('is not supported: its arguments are not documented; use an automation instead')
    const builtIn = TRANSFORMERS.get(name)
    return builtIn ? builtIn(value, args, env) : scriptTransformer(operator, value, args, env)
  })
}
