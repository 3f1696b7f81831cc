import type { Playbook, Task } from './task.ts'

/** What would end a label, or start markup in it, as Mermaid writes it. */
function label(text: string): string {
  return text.replace(/[&"<>#;`\\]/g, character => `#${character.codePointAt(0)};`).replace(/\s+/g, ' ')
}

/** Ids of files may be anything; those of the drawing are numbered. */
function nodesOf({ tasks }: Playbook): Map<string, string> {
  return new Map([...tasks.keys()].map((id, index) => [id, `t${index}`]))
}

const SHAPES: Record<Task['kind'], [open: string, close: string]> = {
  start: ['([', '])'],
  title: ['[/', '/]'],
  command: ['[', ']'],
  manual: ['[', ']'],
  condition: ['{', '}'],
  playbook: ['[[', ']]'],
  collection: ['[\\', '\\]'],
}

function node(task: Task, name: string): string {
  const [open, close] = SHAPES[task.kind]
  const text = `${task.id} ${task.name || (task.kind === 'start' ? 'start' : '')}`.trim()
  return `  ${name}${open}"${label(text)}"${close}`
}

function edges({ tasks }: Playbook, nodes: Map<string, string>): string[] {
  return [...tasks.values()].flatMap(({ id, next }) =>
    [...next].flatMap(([name, ids]) => {
      const arrow = name === '#none#' ? '-->' : `-->|"${label(name.replace(/^#(.*)#$/, '$1'))}"|`
      return ids.map(to => `  ${nodes.get(id)} ${arrow} ${nodes.get(to)}`)
    }),
  )
}

/** How the states are coloured, in the order of a run. */
const COLOURS = [
  ['Completed', '#c8e6c9'],
  ['Error', '#ffcdd2'],
  ['Waiting', '#ffe0b2'],
  ['InProgress', '#bbdefb'],
  ['Skipped', '#eeeeee'],
] as const

function classes(states: ReadonlyMap<string, string>, nodes: Map<string, string>): string[] {
  return COLOURS.flatMap(([state, colour]) => {
    const names = [...states].filter(([, own]) => own === state).map(([id]) => nodes.get(id))
    if (names.length === 0) return []
    return [`  classDef ${state} fill:${colour},color:#000`, `  class ${names.join(',')} ${state}`]
  })
}

/** A playbook as Mermaid text in a Markdown file; the tasks of a run in the colours of their states. */
export function drawn(playbook: Playbook, states: ReadonlyMap<string, string>): string {
  const nodes = nodesOf(playbook)
  const lines = [
    `# ${playbook.name}`,
    '',
    '```mermaid',
    'flowchart TD',
    ...[...playbook.tasks.values()].map(task => node(task, nodes.get(task.id) ?? '')),
    ...edges(playbook, nodes),
    ...classes(states, nodes),
    '```',
    '',
  ]
  return lines.join('\n')
}
