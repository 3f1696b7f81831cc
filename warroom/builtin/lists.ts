import type { JsonObject } from '../../kit/wire.ts'
import { listOf, textOf } from '../automations/arguments.ts'
import { argument } from '../automations/automation.ts'
import type { OwnCommand } from '../engine/own-command.ts'
import type { Running } from '../engine/record.ts'
import { NOTE, textEntry } from '../investigation/entry.ts'
import { didYouMean } from '../nearest.ts'
import { Refusal } from '../refusal.ts'
import { builtIn, type Result } from './command.ts'

const listName = argument('listName', 'The name of the list.', { required: true, default: true })
const listData = argument('listData', 'The whole content, as text.', { required: true })
const items = argument('listData', 'The items, separated by commas.', { required: true, isArray: true })

/** HC §12, 6: the platform's words for a list that does not exist, and what would help. */
function dataOf(name: string, { parts }: Running): string {
  const { lists } = parts.state.room
  const found = lists.get(name)
  if (found) return found.data
  throw new Refusal(`Item not found: there is no list "${name}"${didYouMean(name, lists.keys())}.`)
}

function stored(name: string, data: string): Result {
  return {
    text: `Done: list ${name} was updated.`,
    contents: data,
    change: { lists: [{ name, data }] },
  }
}

const named = ({ listName: name }: JsonObject): string => textOf(name)

/** HC §8: the text of a list as its comma-separated items; an empty list has none. */
function itemsOf(data: string): string[] {
  return data
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '')
}

const getList = builtIn({
  name: 'getList',
  description: 'Gets the content of a list.',
  args: [listName],
  run(args, running) {
    return { text: '', entries: [textEntry(NOTE, dataOf(named(args), running))] }
  },
})

const createList = builtIn({
  name: 'createList',
  description: 'Creates a list, or overwrites one that is there.',
  args: [listName, listData],
  run: args => stored(named(args), textOf(args.listData)),
})

const setList = builtIn({
  name: 'setList',
  description: 'Overwrites a list that is there.',
  args: [listName, listData],
  run(args, running) {
    dataOf(named(args), running)
    return stored(named(args), textOf(args.listData))
  },
})

const addToList = builtIn({
  name: 'addToList',
  description: 'Adds items to a list of comma-separated items; one that is in it already is not added again.',
  args: [listName, items],
  run(args, running) {
    const held = itemsOf(dataOf(named(args), running))
    const added = listOf(args.listData).map(textOf)
    return stored(named(args), [...new Set([...held, ...added])].join(','))
  },
})

const removeFromList = builtIn({
  name: 'removeFromList',
  description: 'Removes items from a list of comma-separated items.',
  args: [listName, items],
  run(args, running) {
    const removed = new Set(listOf(args.listData).map(textOf))
    const held = itemsOf(dataOf(named(args), running))
    return stored(named(args), held.filter(item => !removed.has(item)).join(','))
  },
})

export const LIST_COMMANDS: readonly OwnCommand[] = [getList, createList, setList, addToList, removeFromList]
