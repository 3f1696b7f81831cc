/**
 * Crossing the border: `__call` asks the host, `__define` makes a global, `__finish` runs the script's function and
 * writes its ending as JSON text. The built-ins it needs are taken before the script can replace them.
 */
export const BOOT = String.raw`
const { parse, stringify } = JSON
const { isArray } = Array
const { globals, refused, lastRun, now } = parse(__setup)
const hasOwn = Object.hasOwn
const PromiseOf = Promise.resolve.bind(Promise)
const then = Promise.prototype.then

function __define(name, value) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false })
}

function __defineAll(members) {
  for (const name of Object.keys(members)) __define(name, members[name])
}

// JSON has no whole numbers of any size; one that a double does not hold exactly stays exact as text.
function __plain(key, value) {
  if (typeof value !== 'bigint') return value
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : String(value)
}

function __call(name, args) {
  if (hasOwn(refused, name)) throw new Error(refused[name])
  const answer = parse(__ask(name, stringify(args, __plain)))
  if (hasOwn(answer, 'error')) throw new Error(answer.error)
  return answer.value
}

function __place(stack) {
  const place = /\bscript\.js:(\d+)/.exec(typeof stack === 'string' ? stack : '')
  return place === null ? undefined : Number(place[1])
}

function __thrown(fault) {
  try {
    if (typeof fault === 'string') return { text: fault }
    if (fault instanceof Error || (fault && typeof fault.message === 'string' && typeof fault.stack === 'string'))
      return { text: String(fault.message), name: String(fault.name), line: __place(fault.stack) }
    const text = typeof fault === 'object' && fault !== null ? stringify(fault, __plain) : String(fault)
    return { text: typeof text === 'string' ? text : String(fault) }
  } catch (other) {
    return { text: 'it threw a value that has no text' }
  }
}

// An entry whose Contents is undefined is still an entry (HC-61), which JSON would lose.
function __entry(value) {
  if (isArray(value)) return value.map(__entry)
  if (typeof value !== 'object' || value === null || value.Contents !== undefined) return value
  const isEntry = 'ContentsFormat' in value || (typeof value.Type === 'number' && 'Contents' in value)
  return isEntry ? { ...value, Contents: null } : value
}

function __returned(value) {
  try {
    const text = stringify(__entry(value), __plain)
    return typeof text === 'string' ? { value: text } : {}
  } catch (fault) {
    return { thrown: { text: 'What the script returned cannot be written as JSON: ' + __thrown(fault).text + '.' } }
  }
}

let __ended
function __finish(main) {
  if (main !== undefined) {
    try {
      const value = main.call(globalThis)
      if (!(value instanceof Promise)) return stringify(__returned(value))
      __ended = { thrown: { text: 'The script returned a promise that nothing settles.' } }
      then.call(value, result => { __ended = __returned(result) }, fault => { __ended = { thrown: __thrown(fault) } })
      return undefined
    } catch (fault) {
      return stringify({ thrown: __thrown(fault) })
    }
  }
  return stringify(__ended)
}

const __isObject = value => typeof value === 'object' && value !== null && !isArray(value)

// Keys such as __proto__ in data stay data.
function __set(target, key, value) {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  return target
}


function __flat(object, prefix) {
  const flat = {}
  for (const [key, value] of Object.entries(object ?? {})) {
    const path = prefix ? prefix + '.' + key : key
    if (__isObject(value) && Object.keys(value).length > 0) {
      for (const [inner, found] of Object.entries(__flat(value, path))) __set(flat, inner, found)
    } else __set(flat, path, value)
  }
  return flat
}

const __renamed = (value, rename) => {
  if (isArray(value)) return value.map(item => __renamed(item, rename))
  if (!__isObject(value)) return value
  const renamed = {}
  for (const [key, member] of Object.entries(value)) __set(renamed, rename(key), __renamed(member, rename))
  return renamed
}

// A common function is compiled when it is first looked at, with the others of its section: all of them take longer to
// read than most scripts take to run. The name eval is bound here, so that a script cannot take it away.
const eval = globalThis.eval

// What the script has put in the place of a common function stays.
function __offer(members) {
  for (const name of Object.keys(members))
    if (Object.getOwnPropertyDescriptor(globalThis, name)?.get !== undefined) __define(name, members[name])
}

function __lazy(names, code) {
  for (const name of names)
    Object.defineProperty(globalThis, name, {
      get() { eval(code); return globalThis[name] },
      set(value) { __define(name, value) },
      configurable: true,
      enumerable: false,
    })
}
`
