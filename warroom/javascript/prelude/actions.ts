import type { Section } from './section.ts'

/** Commands of the server as functions, and the questions that scripts ask before and after them. */
export const ACTIONS: Section = {
  names:
    'closeInvestigation setSeverity setIncident createNewIncident setPlaybook setPlaybookAccordingToType setOwner taskAssign setTaskDueDate addTask isCommandAvailable isValidRes getCSVListAsArray getJSONListAsObject fileNameFromEntry fileResult verifyContextField'.split(
      ' ',
    ),
  code: `
const __command = name => args => executeCommand(name, args)
const __commandOf = (name, key) => value => executeCommand(name, { [key]: value })

const isValidRes = entries => isArray(entries) && entries.length > 0 && !isError(entries[0])

function isCommandAvailable(name) {
  return Object.values(getAllSupportedCommands()).some(commands => toArray(commands).some(command => command.name === name))
}

function __list(listName) {
  const entries = executeCommand('getList', { listName })
  return isValidRes(entries) ? String(entries[0].Contents) : undefined
}

const getCSVListAsArray = name => (__list(name) ?? '').split(',').filter(Boolean).map(item => item.trim())

function getJSONListAsObject(name) {
  const text = __list(name)
  if (text === undefined) return null
  try {
    return parse(text)
  } catch (fault) {
    throw new Error('The list ' + name + ' holds no JSON: ' + fault.message)
  }
}

// The name under which the file of an entry lies on the server.
function fileNameFromEntry(entryId) {
  const [, investigation, ...more] = String(entryId).split('@')
  if (investigation === undefined || more.length > 0) return null
  const entries = executeCommand('getEntry', { id: entryId })
  return isArray(entries) && entries.length === 1 && entries[0].FileID ? investigation + '_' + entries[0].FileID : null
}

function fileResult(name, content, type, humanReadable) {
  const id = saveFile(content)
  const readable = humanReadable || name + ' uploaded with entryID: ' + id + '.'
  return { Type: type ?? entryTypes.file, FileID: id, File: name, Contents: content, HumanReadable: readable }
}

function verifyContextField(path, expected, comparison) {
  const value = dq(invContext, path)
  if (value === undefined || value === null) throw 'Field does not exist: ' + path + '.'
  const fits = expected === undefined || (comparison === 'stringContains' ? value.includes(expected) : value == expected)
  if (!fits) throw 'Field ' + path + ' does not match. Value: ' + value + ', expected: ' + expected + '.'
  return value
}

__offer({
  closeInvestigation: __command('closeInvestigation'),
  setSeverity: __command('setSeverity'),
  setIncident: __command('setIncident'),
  createNewIncident: __command('createNewIncident'),
  setPlaybook: __commandOf('setPlaybook', 'name'),
  setPlaybookAccordingToType: __commandOf('setPlaybookAccordingToType', 'type'),
  setOwner: __commandOf('setOwner', 'owner'),
  taskAssign: __command('taskAssign'),
  setTaskDueDate: __command('setTaskDueDate'),
  addTask: __command('addTask'),
  isCommandAvailable, isValidRes, getCSVListAsArray, getJSONListAsObject, fileNameFromEntry, fileResult, verifyContextField,
})
`,
}
