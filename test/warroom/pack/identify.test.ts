import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { identify, idOf } from '../../../warroom/pack/identify.ts'

describe('an item is told by its content (pack layout §2)', () => {
  test.each<[string | undefined, JsonObject]>([
    ['integration', { category: 'x', configuration: [], commonfields: { id: 'a' }, script: {} }],
    ['automation', { commonfields: { id: 'a' }, script: 'return 1' }],
    ['automation', { commonfields: { id: 'a' }, script: null }],
    ['playbook', { id: 'a', tasks: {} }],
    ['classifier', { id: 'a', type: 'classification', keyTypeMap: {} }],
    ['mapper', { id: 'a', type: 'mapping-incoming', mapping: {} }],
    ['mapper', { id: 'a', type: 'mapping-outgoing', mapping: {} }],
    ['incident type', { id: 'a', color: '#fff' }],
    ['incident field', { id: 'incident_a', cliName: 'a', type: 'shortText', group: 0 }],
    ['indicator field', { id: 'indicator_a', cliName: 'a', type: 'shortText', group: 2 }],
    ['indicator type', { id: 'a', regex: '.', details: 'a' }],
    ['layout', { id: 'a', group: 'incident' }],
    ['list', { id: 'a', data: '', type: 'plain_text' }],
    ['list', { id: 'a', allRead: true, truncated: false }],
    ['job', { id: 'a', isFeed: false, isAllFeeds: false, selectedFeeds: [] }],
    ['pre-process rule', { id: 'a', newEventFilters: [], action: 'drop' }],
    [undefined, { name: 'package', version: '1' }],
    [undefined, {}],
  ])('%s', (kind, item) => {
    expect(identify(item)).toBe(kind)
  })
})

test.each<[string, JsonObject]>([
  ['a', { commonfields: { id: 'a' } }],
  ['b', { id: 'b' }],
  ['', { commonfields: null }],
  ['', { id: 5 }],
])('the id %j', (id, item) => {
  expect(idOf(item)).toBe(id)
})
