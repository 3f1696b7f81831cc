import { COMPILED_MAX } from './limits.ts'

/**
 * The code that runs inside QuickJS before any stranger's does: it freezes every built-in, so that no expression leaves
 * a trace for the next, and answers the one function the host calls.
 *
 * That function takes `{code, names, shared, time}` and the items as JSON texts and gives a list with one member an item:
 * `[value]`, `[]` for undefined, `[0, message]` when it threw and `[1, message]` when the code is no expression. JSON
 * text is all that crosses, so a key such as `__proto__` arrives as plain data. Items with an `id` are kept; empty text
 * means those of that id, and the id 0 starts anew.
 */
export const PRELUDE = `(function () {
  const { parse, stringify } = JSON
  const hasOwn = Object.hasOwn
  const compile = eval
  const compiled = new Map()
  const kept = new Map()

  let now = 0
  const RealDate = Date
  globalThis.Date = new Proxy(RealDate, {
    apply: () => String(new RealDate(now)),
    construct: (target, given, wanted) => Reflect.construct(target, given.length === 0 ? [now] : given, wanted),
  })
  RealDate.prototype.constructor = globalThis.Date
  RealDate.now = () => now

  const seen = new Set()
  const pending = [globalThis, function* () {}, async function () {}, async function* () {}, [][Symbol.iterator](),
    new Map()[Symbol.iterator](), new Set()[Symbol.iterator](), ''[Symbol.iterator](), ''.matchAll(/a/g)]
  while (pending.length > 0) {
    const value = pending.pop()
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue
    seen.add(value)
    pending.push(Object.getPrototypeOf(value))
    for (const key of Reflect.ownKeys(value)) {
      const { value: member, get, set } = Object.getOwnPropertyDescriptor(value, key)
      pending.push(member, get, set)
    }
  }
  for (const value of seen) Object.freeze(value)

  function functionOf(code, names) {
    const key = names.join() + ':' + code
    let found = compiled.get(key)
    if (found === undefined) {
      if (compiled.size >= ${COMPILED_MAX}) compiled.clear()
      found = (0, compile)('(function (' + names.join() + ') { return (' + code + '\\n) })')
      compiled.set(key, found)
    }
    return found
  }

  function messageOf(thrown) {
    try { return String(thrown && thrown.message || thrown) } catch { return 'a value that has no text' }
  }

  function outcomeOf(run, names, item, shared) {
    const value = run(...names.map(name => hasOwn(item, name) ? item[name] : hasOwn(shared, name) ? shared[name] : undefined))
    const type = typeof value
    return stringify(type === 'undefined' || type === 'function' || type === 'symbol' ? [] : [value])
  }

  return function (request, itemsText, id) {
    const { code, names, shared, time } = parse(request)
    now = time
    const known = itemsText === ''
    const items = known ? kept.get(id) : parse(itemsText)
    if (id === 0 && !known) kept.clear()
    if (id >= 0) kept.set(id, items)
    let run
    try { run = functionOf(code, names) } catch (fault) { return stringify([[1, messageOf(fault)]]) }
    const outcomes = []
    for (let i = 0; i < items.length; i++) {
      try {
        outcomes[i] = outcomeOf(run, names, items[i], shared)
      } catch (fault) {
        outcomes[i] = stringify([0, messageOf(fault)])
      }
    }
    return '[' + outcomes.join() + ']'
  }
})()`
