import type * as acorn from 'acorn'
import type { Json } from '../../../kit/wire.ts'
import type { Code } from '../javascript.ts'
import { isObject } from './append.ts'

/** The members that a selector such as `val.a && val.a == obj.a && val.b == obj.b` compares; undefined for others. */
export function comparedKeys({ tree }: Code): string[] | undefined {
  const keys: string[] = []
  for (const part of conjuncts(tree)) {
    if ((memberOf(part, 'val') ?? memberOf(part, 'obj')) !== undefined) continue
    if (part.type !== 'BinaryExpression' || (part.operator !== '==' && part.operator !== '==='))
      return undefined
    const key = memberOf(part.left, 'val') ?? memberOf(part.left, 'obj')
    const other = memberOf(part.right, memberOf(part.left, 'val') === undefined ? 'val' : 'obj')
    if (key === undefined || key !== other) return undefined
    keys.push(key)
  }
  return keys.length === 0 ? undefined : keys
}

function conjuncts(node: acorn.Expression): acorn.Expression[] {
  const split = node.type === 'LogicalExpression' && node.operator === '&&'
  return split ? [...conjuncts(node.left), ...conjuncts(node.right)] : [node]
}

function memberOf(node: acorn.Expression | acorn.PrivateIdentifier, name: string): string | undefined {
  if (node.type !== 'MemberExpression' || node.computed || node.optional === true) return undefined
  const { object, property } = node
  return object.type === 'Identifier' && object.name === name && property.type === 'Identifier'
    ? property.name
    : undefined
}

/** What may be equal to anything: objects, which `==` turns into text, and elements that are no objects. */
const ANY = Symbol('any')

/** Values that `==` calls equal have one mark; others may share it, the selector itself has the last word. */
function markOf(value: Json | undefined): string | typeof ANY {
  if (value === undefined || value === null) return ''
  if (typeof value === 'object') return ANY
  const number = Number(value)
  return Number.isNaN(number) ? `s${value}` : `n${number === 0 ? 0 : number}`
}

function markOfElement(element: Json, keys: readonly string[]): string | typeof ANY {
  if (!isObject(element)) return ANY
  let marks = ''
  for (const key of keys) {
    const mark = markOf(Object.hasOwn(element, key) ? element[key] : undefined)
    if (mark === ANY) return ANY
    marks += `${mark}\n`
  }
  return marks
}

/** The positions of a list's elements by the keys a selector compares. Grows with the list. */
export class KeyIndex {
  readonly #positions = new Map<string, number[]>()
  readonly #anywhere: number[] = []
  #length = 0

  constructor(readonly keys: readonly string[]) {}

  /** The positions whose elements may match `obj`, in order; undefined when any may. */
  candidates(list: readonly Json[], obj: Json): number[] | undefined {
    for (; this.#length < list.length; this.#length++) this.#add(list[this.#length] ?? null, this.#length)
    const mark = markOfElement(obj, this.keys)
    if (mark === ANY) return undefined
    const found = this.#positions.get(mark) ?? []
    return this.#anywhere.length === 0 ? found : [...found, ...this.#anywhere].sort((a, b) => a - b)
  }

  #add(element: Json, position: number): void {
    const mark = markOfElement(element, this.keys)
    if (mark === ANY) {
      this.#anywhere.push(position)
      return
    }
    const positions = this.#positions.get(mark)
    if (positions) positions.push(position)
    else this.#positions.set(mark, [position])
  }
}

/** The indexes of the lists of one context, by the code of the selector. */
export class KeyIndexes {
  #lists = new WeakMap<Json[], Map<string, KeyIndex>>()

  /** The index of `list` for a selector; undefined when it compares no keys. */
  of(list: Json[], code: Code): KeyIndex | undefined {
    const known = this.#lists.get(list)?.get(code.text)
    if (known) return known
    const keys = comparedKeys(code)
    if (keys === undefined) return undefined
    const index = new KeyIndex(keys)
    const indexes = this.#lists.get(list) ?? new Map<string, KeyIndex>()
    this.#lists.set(list, indexes.set(code.text, index))
    return index
  }

  /**
   * Drops the indexes of `list` that are wrong once `names` of an element have new values; all of them without names.
   * That of `kept`, a selector which has just matched, stays: its keys are as equal as before.
   */
  changed(list: Json[], names: readonly string[] | undefined, kept?: Code): void {
    const indexes = this.#lists.get(list)
    for (const [text, { keys }] of indexes ?? []) {
      if (text !== kept?.text && (names === undefined || keys.some(key => names.includes(key))))
        indexes?.delete(text)
    }
  }

  clear(): void {
    this.#lists = new WeakMap()
  }
}
