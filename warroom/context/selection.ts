import type { Json } from '../../kit/wire.ts'
import type { Sandbox, Scope } from '../sandbox/index.ts'
import type { Code } from './javascript.ts'
import { BAIL, THREW } from './own-walk.ts'

/**
 * The value of `code` for every scope, undefined where it throws (DT-24): by our own walk where that is possible, else
 * all of them in the sandbox, as few crossings as may be. Throws SandboxError when a limit is passed.
 */
export function evaluateAll(sandbox: Sandbox, code: Code, scopes: readonly Scope[]): (Json | undefined)[] {
  return (code.own && ownValues(code.own, scopes)) ?? inSandbox(sandbox, code.text, scopes)
}

/** Which of the scopes `code` is true for. Only the truth crosses back, not the value. */
export function testAll(sandbox: Sandbox, code: Code, scopes: readonly Scope[]): boolean[] {
  const values = code.own && ownValues(code.own, scopes)
  return (values ?? inSandbox(sandbox, `!!(${code.text}\n)`, scopes)).map(Boolean)
}

/** The time limit is for this many, so that a list of any length can be looked through. */
const SCOPES_A_CROSSING = 1000

function inSandbox(sandbox: Sandbox, expression: string, scopes: readonly Scope[]): (Json | undefined)[] {
  const values: (Json | undefined)[] = []
  for (let at = 0; at < scopes.length; at += SCOPES_A_CROSSING) {
    values.push(...sandbox.evaluateEach(expression, scopes.slice(at, at + SCOPES_A_CROSSING)))
  }
  return values
}

/** Undefined when one of the scopes needs the sandbox; then all are evaluated there. */
function ownValues(
  own: NonNullable<Code['own']>,
  scopes: readonly Scope[],
): (Json | undefined)[] | undefined {
  const values: (Json | undefined)[] = []
  for (const scope of scopes) {
    try {
      values.push(own(scope))
    } catch (thrown) {
      if (thrown === BAIL) return undefined
      if (thrown !== THREW) throw thrown
      values.push(undefined)
    }
  }
  return values
}
