import { describe, expect, test } from 'vitest'
import { fieldOf, type Indicator, scoreOf, verdictOf } from '../../../warroom/indicators/indicator.ts'
import { searchIndicators } from '../../../warroom/indicators/search.ts'
import { Indicators } from '../../../warroom/indicators/store.ts'

const indicator = (id: number, value: string, more: Partial<Indicator> = {}): Indicator =>
  ({
    id: String(id),
    value,
    indicator_type: 'User Profile',
    score: 0,
    investigationIDs: [],
    CustomFields: {},
    ...more,
  }) as Indicator

const ids = (found: Iterable<Indicator>): string[] => [...found].map(({ id }) => id)

function storeOf(...indicators: Indicator[]): Indicators {
  const store = new Indicators()
  store.apply(1, indicators, [])
  return store
}

describe('the store', () => {
  test('finds by value whatever its case, and by type', () => {
    const store = storeOf(
      indicator(1, 'A@x'),
      indicator(2, 'a@X', { indicator_type: 'Email' }),
      indicator(3, 'b'),
    )
    expect(ids(store.withValue('a@x'))).toEqual(['1', '2'])
    expect(ids(store.withValue('a@x', 'email'))).toEqual(['2'])
    expect(store.withValue('constructor')).toEqual([])
  })

  test('follows changes of the value and removals', () => {
    const store = storeOf(indicator(1, 'a'), indicator(2, 'b'))
    store.apply(2, [indicator(1, 'c')], ['2'])
    expect([ids(store.withValue('a')), ids(store.withValue('c')), ids(store.withValue('b'))]).toEqual([
      [],
      ['1'],
      [],
    ])
    expect(store.size).toBe(1)
  })

  test('applies a change once, and never gives a number twice', () => {
    const store = storeOf(indicator(1, 'a'), indicator(2, 'b'))
    store.apply(2, [], ['2'])
    expect(store.next()).toBe(3)
    store.apply(2, [indicator(9, 'late')], [])
    expect(ids(store.all())).toEqual(['1'])
    const again = new Indicators()
    again.restore(store.n, store.next() - 1, store.all())
    expect([again.next(), again.n, ids(again.all())]).toEqual([3, 2, ['1']])
  })
})

describe('a field of an indicator', () => {
  const ann = indicator(7, 'ann', { score: 3, CustomFields: { givenName: 'Ann' }, investigationIDs: ['1'] })

  test.each([
    ['type', 'User Profile'],
    ['Value', 'ann'],
    ['verdict', 'Malicious'],
    ['reputation', 3],
    ['givenname', 'Ann'],
    ['investigationIDs', ['1']],
    ['constructor', undefined],
    ['__proto__', undefined],
  ])('%s is %j', (field, expected) => {
    expect(fieldOf(ann, field)).toEqual(expected)
  })

  test.each([
    ['Good', 1],
    ['benign', 1],
    ['BAD', 3],
    [2, 2],
    ['2', 2],
    ['4', undefined],
    ['', undefined],
  ])('the verdict %j is the score %j', (given, score) => {
    expect(scoreOf(given)).toBe(score)
  })

  test('a score has a name', () => {
    expect([0, 1, 2, 3, 9].map(verdictOf)).toEqual([
      'Unknown',
      'Benign',
      'Suspicious',
      'Malicious',
      'Unknown',
    ])
  })
})

describe('searching', () => {
  test('by values keeps the order in which they were made', () => {
    const store = storeOf(
      indicator(1, 'a'),
      indicator(2, 'b', { indicator_type: 'Email' }),
      indicator(3, 'b'),
    )
    expect(ids(searchIndicators(store, 'value:(b a)'))).toEqual(['1', '2', '3'])
    expect(ids(searchIndicators(store, 'value:b and type:email'))).toEqual(['2'])
    expect(ids(searchIndicators(store, 'value:b or value:b'))).toEqual(['2', '3'])
    expect(ids(searchIndicators(store, ''))).toEqual(['1', '2', '3'])
  })

  test('looks at every indicator once for all pages of an answer, and anew after a change', () => {
    const store = storeOf(...Array.from({ length: 50 }, (_, index) => indicator(index + 1, `u${index}`)))
    let looked = 0
    const all = store.all.bind(store)
    store.all = () => {
      looked += 1
      return all()
    }
    for (let page = 0; page < 9; page += 1)
      expect(searchIndicators(store, 'type:"User Profile"')).toHaveLength(50)
    expect(looked).toBe(1)
    expect(searchIndicators(store, 'type:Email')).toEqual([])
    expect(looked).toBe(2)
    store.apply(2, [indicator(51, 'late', { indicator_type: 'Email' })], [])
    expect(ids(searchIndicators(store, 'type:Email'))).toEqual(['51'])
    store.apply(3, [], ['51'])
    expect(searchIndicators(store, 'type:Email')).toEqual([])
    store.restore(4, 60, [indicator(60, 'back', { indicator_type: 'Email' })])
    expect(ids(searchIndicators(store, 'type:Email'))).toEqual(['60'])
    expect(looked).toBe(5)
  })

  test('for one value asks the index, whatever else the query wants', () => {
    const store = storeOf(
      indicator(1, 'A'),
      indicator(2, 'a', { indicator_type: 'Email' }),
      indicator(3, 'b'),
    )
    store.all = () => {
      throw new Error('every indicator was looked at')
    }
    expect(ids(searchIndicators(store, '', 'a'))).toEqual(['1', '2'])
    expect(ids(searchIndicators(store, 'type:email', 'A'))).toEqual(['2'])
    expect(ids(searchIndicators(store, 'value:b', 'a'))).toEqual([])
    expect(ids(searchIndicators(store, 'type:email', '*'))).toEqual([])
  })

  test('among a hundred thousand for a value looks at that one only', () => {
    const store = storeOf(
      ...Array.from({ length: 100_000 }, (_, index) => indicator(index + 1, `u${index}@x.example`)),
    )
    let looked = 0
    const counted = { withValue: store.withValue.bind(store), all: () => store.all() } as Indicators
    counted.withValue = (value, type) => {
      const found = store.withValue(value, type)
      looked += found.length
      return found
    }
    counted.all = () => {
      throw new Error('every indicator was looked at')
    }
    for (let index = 0; index < 1000; index += 1) {
      const found = searchIndicators(counted, `type:"User Profile" and value:u${index}@x.example`)
      expect(ids(found)).toEqual([String(index + 1)])
    }
    expect(looked).toBe(1000)
    expect(searchIndicators(store, 'value:u9999*')).toHaveLength(11)
  })
})
