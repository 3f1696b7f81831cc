import { basename, dirname } from 'node:path'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { type Finding, type Item, KINDS, type Kind, type Rule } from '../item.ts'
import { objectOf, objectsOf, shown, textOf } from '../json.ts'
import { isOlder } from '../version.ts'

/** Below it the platform's own check refuses new content (BA106; FILETYPE_TO_DEFAULT_FROMVERSION's general floor). */
const FLOOR = '6.10.0'

const EXCLUDED = ['partner', 'community']
const WORDS: Partial<Record<Kind, string>> = {
  automation: 'script',
  integration: 'integration',
  playbook: 'playbook',
}

const versionOf = ({ kind, data }: Item): Json | undefined =>
  kind === 'integration' || kind === 'automation' ? objectOf(data.commonfields).version : data.version

const from = (data: JsonObject): string => textOf(data.fromversion) || textOf(data.fromVersion)
const to = (data: JsonObject): string => textOf(data.toversion) || textOf(data.toVersion)

/** The names of an item that a user types or reads. */
function namesOf({ data }: Item): [string, string][] {
  const commands = objectsOf(objectOf(data.script).commands)
  return [
    ['/id', textOf(data.id) || textOf(objectOf(data.commonfields).id)],
    ['/name', textOf(data.name)],
    ['/display', textOf(data.display)],
    ['/cliName', textOf(data.cliName)],
    ...commands.map(({ name }): [string, string] => [`command ${textOf(name)}`, textOf(name)]),
  ]
}

function* typeWords({ kind, data }: Item): Iterable<Finding> {
  const word = WORDS[kind] ?? ''
  for (const key of ['name', 'display']) {
    const value = textOf(data[key])
    if (value.toLowerCase().includes(word))
      yield { at: `/${key}`, message: `"${value}" must not contain the word "${word}"; drop the word.` }
  }
}

const all = { kinds: KINDS }

export const NAMING: readonly Rule[] = [
  {
    ...all,
    code: 'BA100',
    *find(item) {
      const version = versionOf(item)
      // A field need not have a version (its schema asks for none).
      if (version !== undefined && version !== -1)
        yield { at: '/version', message: `is ${shown(version)}; content is delivered with -1.` }
    },
  },
  {
    code: 'BA101',
    kinds: ['integration', 'automation', 'playbook', 'incident type', 'layout', 'mapper', 'classifier'],
    *find({ id, name }) {
      if (id !== name) yield { at: '/id', message: `is "${id}", but the name is "${name}"; make them equal.` }
    },
  },
  {
    ...all,
    code: 'BA105',
    *find({ id }) {
      if (id.includes('/')) yield { at: '/id', message: `"${id}" must not contain "/"; replace it.` }
    },
  },
  {
    ...all,
    code: 'BA106',
    *find({ data }) {
      const version = from(data)
      if (version === '' || isOlder(version, FLOOR))
        yield {
          at: '/fromversion',
          message: `is ${version || 'absent'}; write ${FLOOR} or later.`,
        }
    },
  },
  {
    code: 'BA108',
    kinds: ['integration', 'automation'],
    *find({ file }) {
      const folder = basename(dirname(file))
      if (/[-_ ]/.test(folder) && file.split('/').length > 2)
        yield {
          at: '',
          message: `the folder "${folder}" must have no "_", "-" or blank; close the words up.`,
        }
    },
  },
  { code: 'BA110', kinds: ['integration', 'automation', 'playbook'], find: typeWords },
  {
    code: 'BA111',
    kinds: ['integration', 'automation', 'playbook'],
    *find({ name }) {
      for (const word of EXCLUDED)
        if (name.toLowerCase().includes(word))
          yield { at: '/name', message: `"${name}" must not contain the word "${word}"; drop the word.` }
    },
  },
  {
    ...all,
    code: 'BA113',
    *find(item) {
      for (const [at, name] of namesOf(item))
        if (name !== name.trimEnd()) yield { at, message: `"${name}" ends in a blank; remove it.` }
    },
  },
  {
    code: 'BA116',
    kinds: ['incident field', 'indicator field'],
    *find({ id, kind, data }) {
      const expected = `${kind === 'incident field' ? 'incident' : 'indicator'}_${textOf(data.cliName)}`
      if (id !== expected)
        yield { at: '/id', message: `is "${id}"; by the cliName it must be "${expected}".` }
    },
  },
  {
    ...all,
    code: 'BA118',
    *find({ data }) {
      if (to(data) !== '' && isOlder(to(data), from(data)))
        yield {
          at: '/toversion',
          message: `${to(data)} lies before the first version ${from(data)}; raise it.`,
        }
    },
  },
  {
    code: 'BA128',
    kinds: ['integration', 'automation'],
    *find(item) {
      for (const [at, name] of namesOf(item))
        if (/^\d/.test(name) && (at.startsWith('command') || (at === '/name' && item.kind === 'automation')))
          yield { at, message: `"${name}" must not start with a digit; rename it.` }
    },
  },
]
