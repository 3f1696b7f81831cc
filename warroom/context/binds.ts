import type { Bind, Query } from './query-tree.ts'
import { scanCode } from './scan.ts'

const BIND = /([A-Za-z_$][\w$]*)---/y
const BIND_END = /[\s)\]},;=!<>&|?+*%^~]/

/** Replaces every `name---path` by `name`. A path ends at a blank or an operator outside its own brackets. */
export function takeBinds(code: string, parse: (path: string) => Query): { code: string; binds: Bind[] } {
  const binds: Bind[] = []
  let rest = ''
  let at = 0
  while (at < code.length) {
    let start = scanCode(code, at, position => startsBind(code, position))
    if (start === -1) start = code.length
    if (start === code.length) break
    const name = BIND.exec(code)?.[1] ?? ''
    const from = start + name.length + 3
    const end = endOfBind(code, from)
    const path = code.slice(from, end)
    binds.push({ name, relative: path.startsWith('.'), query: parse(path) })
    rest += code.slice(at, start) + name
    at = end
  }
  return { code: rest + code.slice(at), binds }
}

function startsBind(code: string, at: number): boolean {
  BIND.lastIndex = at
  const found = BIND.test(code)
  BIND.lastIndex = at
  return found
}

function endOfBind(code: string, from: number): number {
  let at = from
  while (at < code.length && !BIND_END.test(code[at] ?? '')) {
    if (code[at] === '(' || code[at] === '[') {
      const end = scanCode(
        code,
        at + 1,
        (position, depth) => depth === 0 && /[)\]]/.test(code[position] ?? ''),
      )
      if (end === -1) return code.length
      at = end
    }
    at++
  }
  return at
}
