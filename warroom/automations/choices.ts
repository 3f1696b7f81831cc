import type { JsonObject } from '../../kit/wire.ts'
import { isEmpty, listOf, textOf } from './arguments.ts'
import { argument, type BuiltInAutomation, computed } from './automation.ts'
import { AutomationError } from './error.ts'

const FILTER = ['filter']
const WHOLE_LIST = ['transformer', 'entirelist']

const left = argument('left', 'The value to test.', { required: true, isArray: true })
const numeric = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text))

/** Negative, zero or positive; numbers as numbers, anything else as text. */
function compared(a: string, b: string): number {
  if (numeric(a) && numeric(b)) return Number(a) - Number(b)
  return a < b ? -1 : a > b ? 1 : 0
}

const OPERATORS: Readonly<Record<string, (lhs: string, rhs: string) => boolean>> = {
  '==': (lhs, rhs) => compared(lhs, rhs) === 0,
  '!=': (lhs, rhs) => compared(lhs, rhs) !== 0,
  '>': (lhs, rhs) => compared(lhs, rhs) > 0,
  '>=': (lhs, rhs) => compared(lhs, rhs) >= 0,
  '<': (lhs, rhs) => compared(lhs, rhs) < 0,
  '<=': (lhs, rhs) => compared(lhs, rhs) <= 0,
  in: (lhs, rhs) => rhs.includes(lhs),
}

function holds(args: JsonObject): boolean {
  const condition = textOf(args.condition) || 'lhs==rhs'
  const [, first, operator = '', second] =
    /^\s*(lhs|rhs)\s*(==|!=|>=|<=|>|<|in)\s*(lhs|rhs)\s*$/.exec(condition) ?? []
  const test = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined
  if (test === undefined || first === second)
    throw new AutomationError(`Argument condition must be such as lhs==rhs, not "${condition}".`)
  const sides = [textOf(args.lhs ?? args.value), textOf(args.rhs)]
  const cased = textOf(args.options).includes('case_insensitive')
    ? sides.map(side => side.toLowerCase())
    : sides
  const [lhs = '', rhs = ''] = cased
  return first === 'lhs' ? test(lhs, rhs) : test(rhs, lhs)
}

const ifThenElse = computed({
  name: 'If-Then-Else',
  description: 'One of two values, by a condition.',
  tags: WHOLE_LIST,
  args: [
    argument('value', 'The value to work on.', { isArray: true }),
    argument('condition', 'lhs==rhs, with ==, !=, >, >=, <, <= or in.', { defaultValue: 'lhs==rhs' }),
    argument('lhs', 'The left side; without it the value.'),
    argument('rhs', 'The right side.'),
    argument('then', 'The result when it holds; without it the value.'),
    argument('else', 'The result when it does not hold; without it the value.'),
    argument('options', 'case_insensitive, or nothing.'),
  ],
  compute: args => (holds(args) ? args.then : args.else) ?? args.value,
})

const inRange = computed({
  name: 'InRange',
  description: 'Whether a number lies between two others, both included.',
  tags: FILTER,
  args: [
    left,
    argument('right', 'The lowest and the highest, such as 2,8.', { required: true, isArray: true }),
  ],
  compute(args) {
    const [from = '', to = ''] = listOf(args.right).map(textOf)
    if (!numeric(from) || !numeric(to))
      throw new AutomationError(
        `Argument right must be two numbers such as 2,8, not "${textOf(args.right)}".`,
      )
    const value = textOf(args.left)
    return numeric(value) && Number(value) >= Number(from) && Number(value) <= Number(to)
  },
})

const whereFieldEquals = computed({
  name: 'WhereFieldEquals',
  description:
    'The objects of a list whose field has a value, or another field of them; a single one is itself.',
  tags: WHOLE_LIST,
  args: [
    argument('value', 'The list.', { required: true, isArray: true }),
    argument('field', 'The field to look at.', { required: true }),
    argument('equalTo', 'The value it must have.', { required: true }),
    argument('getField', 'The field to give instead of the object.'),
  ],
  compute({ value, field, equalTo, getField }, query) {
    const objects = [value ?? null].flat().filter(one => one !== null && typeof one === 'object')
    const found = objects.filter(one => textOf(query(one, textOf(field))) === textOf(equalTo))
    const wanted = isEmpty(getField) ? found : found.map(one => query(one, textOf(getField)) ?? null)
    return wanted.length > 1 ? wanted : wanted[0]
  },
})

export const CHOICE_AUTOMATIONS: readonly BuiltInAutomation[] = [
  ifThenElse,
  inRange,
  whereFieldEquals,
  computed({
    name: 'IsGreaterThan',
    description: 'yes when the first number is greater than the second.',
    tags: ['condition'],
    args: [
      argument('first', 'The first number.', { required: true }),
      argument('second', 'The second number.', { required: true }),
    ],
    compute({ first, second }) {
      const [a, b] = [textOf(first), textOf(second)]
      if (!numeric(a) || !numeric(b))
        throw new AutomationError(`IsGreaterThan compares numbers, not "${a}" and "${b}".`)
      return Number(a) > Number(b) ? 'yes' : 'no'
    },
  }),
]
