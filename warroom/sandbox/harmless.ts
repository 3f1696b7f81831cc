import * as acorn from 'acorn'
import { boundedCache } from './cache.ts'

/** Syntax that changes nothing, makes no loop and calls nothing by itself. */
const NODES = new Set(
  `Literal Identifier MemberExpression ChainExpression UnaryExpression LogicalExpression BinaryExpression
  ConditionalExpression ArrayExpression TemplateLiteral TemplateElement ArrowFunctionExpression FunctionExpression
  BlockStatement ReturnStatement IfStatement ExpressionStatement CallExpression ParenthesizedExpression`.split(
    /\s+/,
  ),
)

/** Methods that leave their object as it is and take no longer than the data is long. */
const METHODS = new Set(
  `indexOf lastIndexOf includes startsWith endsWith toLowerCase toUpperCase trim trimStart trimEnd slice substring
  substr charAt charCodeAt split join replace match search test exec toString valueOf hasOwnProperty concat filter map
  some every find findIndex keys values entries isArray min max floor ceil round abs`.split(/\s+/),
)

const FUNCTIONS = new Set(['String', 'Number', 'Boolean', 'parseInt', 'parseFloat', 'isNaN'])

/**
 * True for an expression that cannot change the values it sees and in which no built-in runs without end; such a one
 * may see values that are kept inside the sandbox, and needs no watchdog. Most selectors are like that.
 */
export const isHarmless = boundedCache((expression: string): boolean => {
  try {
    const tree = acorn.parseExpressionAt(expression, 0, { ecmaVersion: 'latest' })
    return expression.slice(tree.end).trim() === '' && isHarmlessNode(tree)
  } catch {
    return false
  }
})

function isHarmlessNode(node: acorn.AnyNode): boolean {
  if (!NODES.has(node.type)) return false
  if (node.type === 'UnaryExpression' && node.operator === 'delete') return false
  if (node.type === 'CallExpression' && !isHarmlessCall(node.callee)) return false
  return Object.values(node).flat().filter(isNode).every(isHarmlessNode)
}

function isHarmlessCall(callee: acorn.Expression | acorn.Super): boolean {
  if (callee.type === 'Identifier') return FUNCTIONS.has(callee.name)
  if (callee.type !== 'MemberExpression' || callee.computed) return false
  return callee.property.type === 'Identifier' && METHODS.has(callee.property.name)
}

function isNode(value: unknown): value is acorn.AnyNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}
