import type { JsonObject } from '../../../kit/wire.ts'
import type { Finding, Pack } from '../item.ts'
import { shown, textOf, textsOf } from '../json.ts'
import { CATEGORIES } from './categories.ts'

const MANDATORY = [
  'name',
  'description',
  'support',
  'currentVersion',
  'author',
  'categories',
  'tags',
  'useCases',
  'keywords',
]
const SUPPORT = ['xsoar', 'partner', 'community', 'developer']
const MARKETPLACES = ['xsoar', 'marketplacev2', 'xpanse', 'xsoar_saas', 'xsoar_on_prem', 'platform']
/** Words that every pack's name would have (PA125). */
const NEEDLESS = ['pack', 'playbook', 'integration', 'script']

/** A check of pack_metadata.json or of the pack's root. */
export interface PackRule {
  readonly code: string
  find(metadata: JsonObject, pack: Pack): Iterable<Finding>
}

export const PACK_RULES: readonly PackRule[] = [
  {
    code: 'PA103',
    *find({ categories }) {
      for (const category of textsOf(categories))
        if (!CATEGORIES.includes(category))
          yield {
            at: '/categories',
            message: `"${category}" is no category of the platform; take one of ${CATEGORIES.join(', ')}.`,
          }
    },
  },
  {
    code: 'PA107',
    *find(metadata, { files }) {
      if (!files.has('pack_metadata.json'))
        yield { at: '', message: 'is absent; a pack is told by it, so add it.' }
      else
        for (const key of MANDATORY)
          if (!(key in metadata)) yield { at: `/${key}`, message: 'is absent; add it.' }
    },
  },
  {
    code: 'PA108',
    *find({ name }) {
      if (name !== undefined && /^(\s*|## FILL OUT MANUALLY ##.*)$/.test(textOf(name)))
        yield { at: '/name', message: `is "${textOf(name)}"; name the pack.` }
    },
  },
  {
    code: 'PA109',
    *find({ description }) {
      if (description !== undefined && /^(\s*|## FILL OUT MANUALLY ##.*)$/.test(textOf(description)))
        yield { at: '/description', message: `is "${textOf(description)}"; say what the pack does.` }
    },
  },
  {
    code: 'PA113',
    *find({ support, url, email }) {
      if ((support === 'developer' || support === 'partner') && !textOf(url) && !textOf(email))
        yield {
          at: '/support',
          message: `is ${textOf(support)}, but url and email are empty; give one of them.`,
        }
    },
  },
  {
    code: 'PA115',
    *find({ created }) {
      if (created !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(textOf(created)))
        yield { at: '/created', message: `"${shown(created)}" is no time; write 2026-01-31T00:00:00Z.` }
    },
  },
  {
    code: 'PA117',
    *find({ support }) {
      if (support !== undefined && !SUPPORT.includes(textOf(support)))
        yield { at: '/support', message: `"${shown(support)}" must be one of ${SUPPORT.join(', ')}.` }
    },
  },
  {
    code: 'PA118',
    *find({ marketplaces }) {
      for (const name of textsOf(marketplaces))
        if (!MARKETPLACES.includes(name))
          yield { at: '/marketplaces', message: `"${name}" must be one of ${MARKETPLACES.join(', ')}.` }
    },
  },
  {
    code: 'PA125',
    *find({ name }) {
      const words = textOf(name).toLowerCase().split(/\s+/)
      const found = NEEDLESS.filter(word => words.includes(word) || words.includes(`${word}s`))
      // PA107 and PA108 tell of an absent and an empty one.
      if (textOf(name).trim() === '') return
      if (textOf(name).length < 3 || !/^[A-Z0-9]/.test(textOf(name)) || found.length)
        yield {
          at: '/name',
          message: `"${textOf(name)}" must have three letters or more, a capital first, and none of ${NEEDLESS.join(', ')}.`,
        }
    },
  },
  {
    code: 'PA128',
    *find(_metadata, { files }) {
      for (const file of ['README.md', '.pack-ignore'])
        if (!files.has(file)) yield { at: '', message: `the pack has no ${file} beside it; add the file.` }
    },
  },
  {
    code: 'PA130',
    *find({ currentVersion }) {
      if (typeof currentVersion === 'string' && !/^\d+\.\d+\.\d+$/.test(currentVersion))
        yield {
          at: '/currentVersion',
          message: `"${currentVersion}" is no version; write three numbers, 1.0.0.`,
        }
    },
  },
]
