import { quote, RESERVED_NAMES } from '../command-line/index.ts'
import { commandNames, declarationOf } from '../engine/offers.ts'
import type { Session } from '../engine/session.ts'

// Those that the war room acts upon; the others it only takes off.
const NOT_OFFERED = new Set(['using-category', 'debug-mode', 'auto-extract'])
const RESERVED = RESERVED_NAMES.filter(name => !NOT_OFFERED.has(name))
const BOOLEANS = ['raw-response', 'ignore-outputs']

/** Where the word that is being typed begins: behind the last blank outside quotes. */
function wordStart(line: string): number {
  let start = 0
  for (const { 0: token, index } of line.matchAll(/"(?:[^"\\]|\\.)*"?|`[^`]*`?|[ \t\r\n]+/g)) {
    if (token.trim() === '') start = index + token.length
  }
  return start
}

function argumentNames(command: string, line: string, { parts }: Session): string[] {
  const declared = declarationOf(command, parts)?.arguments.map(({ name }) => name) ?? []
  // What needs no instance is refused on one.
  const reserved = parts.own.has(command) ? RESERVED.filter(name => !name.startsWith('using')) : RESERVED
  return [...declared, ...reserved].filter(name => !line.includes(` ${name}=`)).map(name => `${name}=`)
}

function values(command: string, argument: string, { parts }: Session): string[] {
  if (argument === 'using-brand') return [...parts.content.integrations.keys()]
  if (BOOLEANS.includes(argument)) return ['true', 'false']
  if (argument !== 'using') {
    return declarationOf(command, parts)?.arguments.find(({ name }) => name === argument)?.predefined ?? []
  }
  return parts.instances
    .filter(
      ({ enabled, integration }) => enabled && integration.commands.some(({ name }) => name === command),
    )
    .map(({ name }) => name)
}

/** What may stand behind an operation. */
function operationArguments(operation: string, { parts }: Session): string[] {
  if (operation === 'help') return commandNames(parts)
  if (operation === 'test' || operation === 'fetch') return parts.instances.map(({ name }) => name)
  if (operation === 'playbook') return parts.playbooks.names().map(name => quote(name))
  if (operation === 'list') return [...parts.state.room.lists.keys()]
  if (operation === 'incident') return [...parts.state.room.investigations.keys()]
  return []
}

/** readline's completer: the candidates for the last word of the line, and that word. */
export function complete(line: string, session: Session): [string[], string] {
  const start = wordStart(line)
  const word = line.slice(start)
  const among = (candidates: string[]): [string[], string] => [
    candidates.filter(candidate => candidate.startsWith(word)),
    word,
  ]
  const [mark = '', name = ''] = [line[0], /^[!/](\S+)\s/.exec(line)?.[1]]
  if (name === '') {
    const names =
      mark === '!' ? commandNames(session.parts) : session.operations.map(operation => operation.name)
    return mark === '!' || mark === '/' ? among(names.map(own => `${mark}${own}`)) : [[], word]
  }
  if (mark === '/') {
    const typed = line.slice(line.indexOf(name) + name.length).trimStart()
    return [operationArguments(name, session).filter(candidate => candidate.startsWith(typed)), typed]
  }
  const [, argument, typed = ''] = /^([^=]+)=["`]?(.*)$/.exec(word) ?? []
  if (argument === undefined) return among(argumentNames(name, line, session))
  const fitting = values(name, argument, session).filter(value => value.startsWith(typed))
  return [fitting.map(value => `${argument}=${quote(value)} `), word]
}
