import * as acorn from 'acorn'
import { compile, type Evaluate } from './own-walk.ts'

/** An expression: `text` for the sandbox and, when it is simple enough, `own`, which gives the same without crossing. */
export interface Code {
  text: string
  own: Evaluate | undefined
  tree: acorn.Expression
}

const OPTIONS: acorn.Options = {
  ecmaVersion: 'latest',
  sourceType: 'script',
  allowReturnOutsideFunction: false,
}

type Fail = (fault: string) => Error

function expressionAt(text: string, fail: Fail): acorn.Expression {
  try {
    return acorn.parseExpressionAt(text, 0, OPTIONS)
  } catch (fault) {
    throw fail(`"${text.trim()}" is no JavaScript expression: ${String(fault)}`)
  }
}

/** Reads the expression of a selector, in which `names` are bound; `fail` makes the error when it is none. */
export function readSelector(text: string, names: readonly string[], fail: Fail): Code {
  const tree = expressionAt(text, fail)
  const rest = text.slice(tree.end).trim()
  if (rest !== '' && !rest.startsWith('//') && !rest.startsWith('/*'))
    throw fail(`"${rest}" was not expected`)
  return { text, tree, own: compile(tree, names) }
}

/** Reads the code of a mutator: an expression, which may be an object literal (DT-32), and functions behind a `;` (DT-31). */
export function readMutator(text: string, names: readonly string[], fail: Fail): Code {
  const tree = expressionAt(text, fail)
  const rest = text.slice(tree.end).trim()
  if (rest === '') return { text, tree, own: compile(tree, names) }
  if (!rest.startsWith(';'))
    throw fail(`"${rest}" was not expected behind the expression, only ; and functions`)
  try {
    acorn.parse(rest, OPTIONS)
  } catch (fault) {
    throw fail(`"${rest}" is no JavaScript: ${String(fault)}`)
  }
  const wrapped = `(function () { return (${text.slice(tree.start, tree.end)}\n)\n${rest}\n})()`
  return { text: wrapped, tree, own: undefined }
}
