/** The host's globals and functions (HC-101, HC-102), each a line that asks the host. */
export const HOST = `
__defineAll({ params: {}, args: {}, command: '', investigation: {}, incidents: [], invContext: {} })
__defineAll(globals)

const __text = values => values
  .map(value => (typeof value === 'string' ? value : stringify(value, __plain) ?? String(value)))
  .join(' ')
const __log = level => (...values) => { __call('log', [level, __text(values)]) }

let __lastRun = lastRun

// A script reads lists of {name} by module; names without a module are the server's.
const __byModule = commands => (isArray(commands) ? { builtin: commands.map(name => ({ name })) } : commands)

__defineAll({
  dq: (object, path) => __call('dq', [object === undefined ? null : object, String(path)]),
  executeCommand: (name, args) => __call('executeCommand', [name, args ?? {}]),
  setContext: (path, value) => { __call('setContext', [path, value ?? null]) },
  http: (url, request, insecure, proxy, ...more) =>
    __call('http', [url, request ?? {}, Boolean(insecure), Boolean(proxy), ...more.map(value => value ?? null)]),
  httpMultipart: (url, entryId, request, fields, insecure, proxy, ...more) =>
    __call('httpMultipart', [url, entryId ?? '', request ?? {}, fields ?? {}, Boolean(insecure), Boolean(proxy),
      ...more.map(value => value ?? null)]),
  saveFile: content => __call('saveFile', [typeof content === 'string' ? content : stringify(content, __plain) ?? '']),
  sendMail: mail => { __call('sendMail', [mail ?? {}]) },
  entrytoa: entryId => __call('entrytoa', [entryId]),
  getLastRun: () => { if (hasOwn(refused, 'getLastRun')) throw new Error(refused.getLastRun); return __lastRun },
  setLastRun: value => { __call('setLastRun', [value ?? {}]); __lastRun = value ?? {} },
  getAllSupportedCommands: () => __byModule(__call('getAllSupportedCommands', [])),
  getModules: () => __call('getModules', []),
  mapObject: (object, mapper, type) => __call('mapObject', [object ?? null, mapper, type ?? '']),
  demistoVersion: () => __call('demistoVersion', []),
  demistoUrls: () => __call('demistoUrls', []),
  log: __log('info'),
  logInfo: __log('info'),
  logDebug: __log('debug'),
  logError: __log('error'),
  console: Object.freeze({
    log: __log('info'), info: __log('info'), debug: __log('debug'), warn: __log('info'), error: __log('error'),
  }),
  wait: seconds => { __call('wait', [Number(seconds) || 0]) },
  btoa: text => __call('btoa', [String(text)]),
  atob: text => __call('atob', [String(text)]),
})

// It is the context itself; only with true it is what the versioned form needs (HC §8).
__define('getIntegrationContext', sync => {
  const versioned = __call('getIntegrationContext', [])
  return sync ? versioned : versioned.context
})
__define('setIntegrationContext', (context, version, sync) =>
  __call('setIntegrationContext', [context ?? {}, version ?? -1, sync ?? false]))

// '{0} of {1}'.format(a, b), which only strings have.
Object.defineProperty(String.prototype, 'format', {
  value(...given) {
    return this.replace(/\\{(\\d+)\\}/g, (whole, index) => (index in given ? String(given[index]) : whole))
  },
  writable: true,
  configurable: true,
  enumerable: false,
})
`
