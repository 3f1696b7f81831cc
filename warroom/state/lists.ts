import type { Content } from '../pack/content.ts'
import type { State } from './state.ts'

const SAMPLE = /-sample$/

/**
 * A list is shipped as `<name>-sample`, so that an upgrade never overwrites settings: the sample follows the pack, and its
 * live copy is made when there is none. Of both `X-sample` and `X` the live list is what `X` says.
 */
export function takeLists(content: Content, state: State): void {
  const { lists } = state.room
  const shipped = content.of('list').map(({ id, item }) => ({
    name: typeof item.name === 'string' ? item.name : id,
    data: typeof item.data === 'string' ? item.data : JSON.stringify(item.data ?? ''),
  }))
  const samples = shipped.filter(({ name }) => SAMPLE.test(name))
  const own = shipped.filter(({ name }) => !SAMPLE.test(name))
  const changed = samples.filter(({ name, data }) => lists.get(name)?.data !== data)
  const copies = samples.map(({ name, data }) => ({ name: name.replace(SAMPLE, ''), data }))
  const live = new Map([...copies, ...own].map(list => [list.name, list]))
  const taken = [...changed, ...[...live.values()].filter(({ name }) => !lists.has(name))]
  if (taken.length > 0) state.commit({ lists: taken })
}
