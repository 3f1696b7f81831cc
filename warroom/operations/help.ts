import { quote } from '../command-line/index.ts'
import { commandNames, declarationOf } from '../engine/offers.ts'
import type { Answer } from '../engine/outcome.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import type { Parts } from '../engine/parts.ts'
import type { Session } from '../engine/session.ts'
import { didYouMean } from '../nearest.ts'
import type { Argument, Command } from '../pack/integration.ts'
import { Refusal } from '../refusal.ts'
import type { Operation } from './operation.ts'
import { tableOf } from './table.ts'

const usage = ({ name, argument }: Operation): string => `/${name}${argument === '' ? '' : ` ${argument}`}`

const firstSentence = (text: string | undefined): string =>
  /^.*?\.(?=\s|$)/s.exec(text ?? '')?.[0] ?? text ?? ''

interface Group {
  title: string
  /** How the group is named beside each of its commands. */
  member: { brand: string } | { kind: OwnCommand['kind'] }
  commands: Command[]
}

/** The commands as the help groups them: by integration, then the server's own, then the automations. */
function groupsOf({ content, own }: Parts): Group[] {
  const ofKind = (kind: OwnCommand['kind']): Command[] =>
    [...own.values()].filter(command => command.kind === kind).map(({ declaration }) => declaration)
  return [
    ...[...content.integrations.values()].map(({ brand, commands }) => ({
      title: `Commands of ${brand}`,
      member: { brand },
      commands,
    })),
    { title: 'Built-in commands', member: { kind: 'built-in' }, commands: ofKind('built-in') },
    { title: 'Automations', member: { kind: 'automation' }, commands: ofKind('automation') },
  ]
}

function groupTable({ title, commands }: Group): string {
  const cells = commands.map(({ name, description }) => [`!${name}`, firstSentence(description)])
  return String(tableOf(title, ['command', 'what it does'], cells, `${title}: none.`).text)
}

function everything({ operations, parts }: Session): Answer {
  const groups = groupsOf(parts)
  const commands = groups.flatMap(({ member, commands: own }) =>
    own.map(({ name, description }) => ({ name, ...member, description: description ?? '' })),
  )
  const listed = operations.map(operation => ({ name: usage(operation), description: operation.description }))
  const rows = listed.map(row => [row.name, row.description])
  const table = tableOf('Operations', ['operation', 'what it does'], rows, '')
  const tables = [String(table.text), ...groups.map(groupTable)]
  const text = `${tables.join('\n')}\n\n/help COMMAND tells more about one.`
  return { value: { operations: listed, commands }, shown: { format: 'markdown', text } }
}

function notes({ required, defaultValue, predefined, isArray, secret }: Argument): string {
  return [
    required ? 'required' : '',
    isArray ? 'list' : '',
    secret ? 'secret' : '',
    defaultValue === undefined ? '' : `default ${defaultValue}`,
    predefined.length === 0 ? '' : `one of ${predefined.join(', ')}`,
  ]
    .filter(Boolean)
    .join('; ')
}

function sample({ name, predefined, defaultValue }: Argument): string {
  return `${name}=${quote(predefined[0] ?? defaultValue ?? '…')}`
}

/** The shortest line that runs: the required arguments, or the default one. */
function example(command: Command): string {
  const needed = command.arguments.filter(({ required }) => required)
  const shown = needed.length > 0 ? needed : command.arguments.filter(argument => argument.default)
  return [`!${command.name}`, ...shown.map(sample)].join(' ')
}

function oneCommand(command: Command, { parts }: Session): Answer {
  const brands = [...parts.content.integrations.values()]
    .filter(({ commands }) => commands.some(({ name }) => name === command.name))
    .map(({ brand }) => brand)
  const own = parts.own.get(command.name)
  const offered = own
    ? [own.kind === 'built-in' ? 'the war room itself' : 'an automation', ...brands]
    : brands
  const args = command.arguments.map(argument => [argument.name, argument.description, notes(argument)])
  const outputs = command.outputs.map(({ contextPath, type, description }) => [
    contextPath,
    type,
    description,
  ])
  const text = [
    `## !${command.name}\n`,
    `${command.description ?? ''}\n`,
    `Offered by ${offered.join(', ')}.\n`,
    tableOf('Arguments', ['argument', 'what it is', 'notes'], args, 'It takes no arguments.\n').text,
    tableOf('Outputs', ['path', 'type', 'what it is'], outputs, 'It writes nothing to the context.\n').text,
    `### Example\n\n\`\`\`\n${example(command)}\n\`\`\`\n`,
  ].join('\n')
  return { value: JSON.parse(JSON.stringify(command)), shown: { format: 'markdown', text } }
}

export const help: Operation = {
  name: 'help',
  argument: '[COMMAND]',
  description: 'Lists operations and commands, or tells about one command.',
  run(session, argument) {
    if (argument === '') return everything(session)
    const name = argument.replace(/^[!/]/, '')
    const command = declarationOf(name, session.parts)
    if (command && !argument.startsWith('/')) return oneCommand(command, session)
    const operation = session.operations.find(candidate => candidate.name === name)
    if (operation) {
      const { description } = operation
      const text = `${usage(operation)}\n\n${description}`
      return { value: { name: usage(operation), description }, shown: { format: 'text', text } }
    }
    const names = [...commandNames(session.parts), ...session.operations.map(candidate => candidate.name)]
    throw new Refusal(`There is no command "${name}"${didYouMean(name, names) || '; /help lists them'}.`)
  },
}
