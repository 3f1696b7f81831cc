import type { Expression } from './parse.ts'

/** The text of an expression; parsing it gives the same expression back. */
export function print(expression: Expression): string {
  switch (expression.kind) {
    case 'present':
      return `${expression.attribute} pr`
    case 'compare':
      return `${expression.attribute} ${expression.operator} ${JSON.stringify(expression.value)}`
    case 'not':
      return `not (${print(expression.term)})`
    default:
      return expression.terms
        .map(term => (isChain(term) ? `(${print(term)})` : print(term)))
        .join(` ${expression.kind} `)
  }
}

function isChain(expression: Expression): boolean {
  return expression.kind === 'and' || expression.kind === 'or'
}
