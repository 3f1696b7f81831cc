export { ValueError } from './cast.ts'
export { evaluateCondition, evaluateValue, type Reading } from './evaluate.ts'
export type { Complex, Env, Filter, Language, Operand, Script, Transformer, Value } from './value.ts'
