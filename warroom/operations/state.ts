import { didYouMean } from '../nearest.ts'
import { Refusal } from '../refusal.ts'
import type { Operation } from './operation.ts'
import { tableOf } from './table.ts'

export const context: Operation = {
  name: 'context',
  argument: '[QUERY]',
  description:
    'Shows the context of the investigation, or what a query such as Okta.User(val.id == "…").status finds in it.',
  verbatim: true,
  run({ parts, investigation }, query) {
    const root = investigation.context.value
    const value = (query === '' ? root : parts.language.query(root, query)) ?? null
    return { value, shown: { format: 'json', text: value } }
  },
}

export const list: Operation = {
  name: 'list',
  argument: '[NAME]',
  description: 'Shows the content of a list; without a name, which lists there are.',
  run({ parts }, name) {
    const { lists } = parts.state.room
    const names = [...lists.keys()].sort()
    if (name === '')
      return {
        value: names,
        shown: tableOf(
          'Lists',
          ['name'],
          names.map(own => [own]),
          'There are no lists.',
        ),
      }
    const found = lists.get(name)
    if (!found)
      throw new Refusal(`There is no list "${name}"${didYouMean(name, names) || '; /list names them'}.`)
    return { value: found.data, shown: { format: 'text', text: found.data } }
  },
}

export const save: Operation = {
  name: 'save',
  argument: '',
  description: 'Writes readable snapshots of everything into the state folder.',
  run({ parts: { state } }) {
    state.fold()
    return { value: state.folder, shown: { format: 'text', text: `Saved in ${state.folder}.` } }
  },
}
