import { quote } from '../command-line/index.ts'
import { commandNames, declarationOf } from '../engine/offers.ts'
import type { Answer } from '../engine/outcome.ts'
import type { Session } from '../engine/session.ts'
import { didYouMean } from '../nearest.ts'
import type { Argument, Command } from '../pack/integration.ts'
import { Refusal } from '../refusal.ts'
import type { Operation } from './operation.ts'
import { tableOf } from './table.ts'

const usage = ({ name, argument }: Operation): string => `/${name}${argument === '' ? '' : ` ${argument}`}`

const firstSentence = (text: string | undefined): string =>
  /^.*?\.(?=\s|$)/s.exec(text ?? '')?.[0] ?? text ?? ''

function everything({ operations, parts }: Session): Answer {
  const integrations = [...parts.content.integrations.values()]
  const commands = integrations.flatMap(({ brand, commands: own }) =>
    own.map(({ name, description }) => ({ name, brand, description: description ?? '' })),
  )
  const listed = operations.map(operation => ({ name: usage(operation), description: operation.description }))
  const tables = [
    tableOf(
      'Operations',
      ['operation', 'what it does'],
      listed.map(row => [row.name, row.description]),
      '',
    ),
    ...integrations.map(({ brand }) => {
      const rows = commands.filter(command => command.brand === brand)
      const cells = rows.map(({ name, description }) => [`!${name}`, firstSentence(description)])
      return tableOf(`Commands of ${brand}`, ['command', 'what it does'], cells, `${brand} has no commands.`)
    }),
  ]
  const text = `${tables.map(table => String(table.text)).join('\n')}\n\n/help COMMAND tells more about one.`
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
  const brands = [...parts.content.integrations.values()].filter(({ commands }) =>
    commands.some(({ name }) => name === command.name),
  )
  const args = command.arguments.map(argument => [argument.name, argument.description, notes(argument)])
  const outputs = command.outputs.map(({ contextPath, type, description }) => [
    contextPath,
    type,
    description,
  ])
  const text = [
    `## !${command.name}\n`,
    `${command.description ?? ''}\n`,
    `Offered by ${brands.map(({ brand }) => brand).join(', ')}.\n`,
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
