import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { drawn } from '../../warroom/playbook/draw.ts'
import { readPlaybook } from '../../warroom/playbook/read-playbook.ts'
import type { Item } from '../check/item.ts'
import { objectOf, objectsOf, textOf } from '../check/json.ts'
import { inputsOf } from '../check/playbook/task.ts'
import { fillMarkers } from '../pack/markers.ts'
import { usesOf } from './playbook-uses.ts'

const NAME = 'reference'

function cell(text: string): string {
  return text
    .trim()
    .replaceAll('|', '\\|')
    .replace(/\s*\n\s*/g, '<br>')
}

function table(headers: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line), '']
}

/** An input's default as one reads it: a text as it is, a path as `${path}`, and whether filters or transformers work on it. */
function defaultOf(value: Json | undefined): string {
  const { simple, complex } = objectOf(value)
  if (simple !== undefined && simple !== null && simple !== '') return `\`${String(simple)}\``
  const { root, accessor, filters, transformers } = objectOf(complex)
  if (textOf(root) === '') return ''
  const path = [textOf(root), textOf(accessor)].filter(Boolean).join('.')
  const isChanged = [filters, transformers].some(steps => objectsOf(steps).length > 0)
  return `\`\${${path}}\`${isChanged ? ', filtered or transformed' : ''}`
}

function inputs(item: Item): string[] {
  const rows = inputsOf(item).map(({ key, description, value, required }) => [
    textOf(key),
    textOf(description),
    defaultOf(value),
    required === true ? 'Required' : 'Optional',
  ])
  if (rows.length === 0) return ['It takes no inputs.', '']
  return table(['Name', 'Description', 'Default value', 'Required'], rows)
}

function outputs({ data }: Item): string[] {
  const rows = objectsOf(data.outputs).map(({ contextPath, description, type }) => [
    textOf(contextPath),
    textOf(description),
    textOf(type) || 'unknown',
  ])
  if (rows.length === 0) return ['It writes no outputs.', '']
  return table(['Path', 'Description', 'Type'], rows)
}

function uses(item: Item): string[] {
  const { playbooks, commands, scripts } = usesOf(item)
  const section = (title: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`### ${title}`, '', ...names.map(name => `* ${name}`), '']
  const sections = [
    ...section('Sub-playbooks', playbooks),
    ...section('Commands', commands),
    ...section('Scripts', scripts),
  ]
  return sections.length === 0 ? ['It uses nothing.', ''] : sections
}

/** The graph without the heading that a drawing has of its own. Throws when the playbook could not run. */
function picture({ id, data, file }: Item): string[] {
  return drawn(readPlaybook({ id, item: data, file }), new Map())
    .split('\n')
    .slice(2)
}

/** What the file of a playbook tells of it, as Markdown: what it uses, its inputs, its outputs, its graph. */
export function playbookReference(item: Item): string {
  return [
    '## Dependencies',
    '',
    ...uses(item),
    '## Playbook Inputs',
    '',
    ...inputs(item),
    '## Playbook Outputs',
    '',
    ...outputs(item),
    '## Playbook Image',
    '',
    ...picture(item),
  ].join('\n')
}

/** The README of a playbook: what people wrote stays; one that is not there begins with the playbook's description. */
export function playbookReadme(item: Item, current?: string): string {
  const begun = `${textOf(item.data.description).trim()}\n\n<!-- ${NAME} -->\n<!-- /${NAME} -->\n`
  return fillMarkers(current ?? begun, NAME, playbookReference(item))
}

/**
 * The README of every playbook in a folder, by its path (`playbook-<Name>_README.md`, pack layout §1). Throws, with the
 * file's name, when one could not run or its README has lost the markers.
 */
export function playbookReadmes(folder: string): Map<string, string> {
  const readmes = new Map<string, string>()
  const files = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.yml')) : []
  for (const name of files.sort()) {
    const data = parse(readFileSync(`${folder}/${name}`, 'utf8')) as JsonObject
    const id = textOf(data.id)
    const path = `${folder}/${name.replace(/\.yml$/, '_README.md')}`
    const current = existsSync(path) ? readFileSync(path, 'utf8') : undefined
    const item: Item = {
      kind: 'playbook',
      id,
      name: textOf(data.name) || id,
      file: `${folder}/${name}`,
      data,
    }
    try {
      readmes.set(path, playbookReadme(item, current))
    } catch (cause) {
      throw new Error(`${path}: ${cause instanceof Error ? cause.message : cause}`, { cause })
    }
  }
  return readmes
}
