import type { JsonObject } from '../../kit/wire.ts'

export type Kind =
  | 'integration'
  | 'automation'
  | 'playbook'
  | 'classifier'
  | 'mapper'
  | 'incident type'
  | 'incident field'
  | 'indicator type'
  | 'indicator field'
  | 'layout'
  | 'list'
  | 'job'
  | 'pre-process rule'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

// PL §2: what the platform's own loader looks at, most telling first. The order matters: a field has `type` too.
const SIGNS: [Kind, (item: JsonObject) => boolean][] = [
  ['playbook', item => 'tasks' in item],
  ['integration', item => 'category' in item && 'commonfields' in item],
  // An empty `script:` is null: the code stands beside the YAML.
  ['automation', item => (typeof item.script === 'string' || item.script === null) && 'commonfields' in item],
  ['incident field', item => 'cliName' in item && text(item.id).startsWith('incident')],
  ['indicator field', item => 'cliName' in item && text(item.id).startsWith('indicator')],
  ['classifier', item => text(item.type) === 'classification'],
  ['mapper', item => text(item.type).includes('mapping')],
  ['job', item => 'isAllFeeds' in item && 'isFeed' in item],
  ['pre-process rule', item => 'existingEventsFilters' in item || 'newEventFilters' in item],
  ['layout', item => 'group' in item],
  ['indicator type', item => 'regex' in item],
  ['incident type', item => 'color' in item],
  ['list', item => 'data' in item || 'allRead' in item || 'truncated' in item],
]

/** What kind of content item a parsed file is, told by its content as the platform does; undefined for none of ours. */
export function identify(item: JsonObject): Kind | undefined {
  return SIGNS.find(([, sign]) => sign(item))?.[0]
}

/** An item's id: YAML items keep it in `commonfields`, playbooks and JSON items at the top. Empty when it has none. */
export function idOf(item: JsonObject): string {
  const { commonfields } = item
  if (commonfields !== null && typeof commonfields === 'object' && !Array.isArray(commonfields)) {
    return text(commonfields.id)
  }
  return text(item.id)
}
