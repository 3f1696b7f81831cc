import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import { createContextLanguage, QueryError, textOf } from '../../../warroom/context/index.ts'
import { openSandbox, SandboxError } from '../../../warroom/sandbox/index.ts'

const language = createContextLanguage(await openSandbox())

const ROOT: Json = {
  Name: 'Ann',
  Users: [
    { id: 1, mail: 'a@x.y', groups: ['g1', 'g2'], profile: { city: 'Bonn' } },
    { id: 2, mail: 'b@x.y', groups: ['g2'], profile: { city: 'Ulm' } },
    { id: 3, groups: [] },
  ],
  Matrix: [[{ n: 1 }, { n: 2 }], [{ n: 3 }]],
  Nulls: [{ n: null }, { n: 1 }],
  Null: null,
  Empty: [],
  One: ['solo'],
  Wanted: { mail: 'b@x.y', ids: [1, 3] },
  incident: { name: 'from the context' },
}

describe('what cases/dt.json leaves open', () => {
  test.each<[query: string, value: Json | undefined]>([
    ['Users(val.id > 1)[0].id', 2],
    ['Users (val.id == 2) .mail', 'b@x.y'],
    ['Name = val.length', 3],
    ['Users(val.groups.indexOf("g2") >= 0)(val.id == 2).mail', 'b@x.y'],
    ['Users.groups', ['g1', 'g2', 'g2']],
    ['Users(val.id == 3).groups', []],
    ['Matrix.n', [1, 2, 3]],
    ['Nulls.n', [null, 1]],
    ['Null', null],
    ['Null.x', undefined],
    ['Null=val === null', true],
    ['Empty=val', undefined],
    ['Empty=>val.length', 0],
    ['One=val', 'solo'],
    ['Users=val.mail', ['a@x.y', 'b@x.y']],
    ['Users=val.mail.toUpperCase()', ['A@X.Y', 'B@X.Y']],
    ['Users=>val.nope.nope', undefined],
    ['Users.[ 0 : 1 ].id', [1, 2]],
    ['Users.[9:12]', []],
    ['Name.[1]', undefined],
    ['Users(val.mail == w---Wanted.mail).id', 2],
    ['Users(val.mail == w---Wanted.mail&&val.id == 2).id', 2],
    ['Users(w---Wanted.ids.indexOf(val.id) >= 0).id', undefined],
    ['Users((w---Wanted.ids).indexOf(val.id) >= 0).id', [1, 3]],
    ['Users(c---.profile.city == "Ulm").id', 2],
    ['Users(val.id == x---Users(val.mail == y---Wanted.mail).id).mail', 'b@x.y'],
    ['Users(val.id == nobody---Nobody.id).id', undefined],
    ['Users(obj).id', undefined],
    ['Users(nobody).id', undefined],
    ['Users(val.id == 2 // that one\n).mail', 'b@x.y'],
    ['(val.Name == "Ann").Name', 'Ann'],
    ['[0].Name', 'Ann'],
    ['toString', undefined],
    ['Users.length', undefined],
    ['Name.length', undefined],
  ])('%s', (query, value) => expect(language.query(ROOT, query)).toEqual(value))
})

describe('a query that cannot be read', () => {
  test.each<[query: string, message: RegExp]>([
    ['', /it is empty, expected a path/],
    ['${ }', /it is empty/],
    ['Users(val.id', /"Users\(val\.id" cannot be read at position 6: the bracket is not closed/],
    ['Users(val.id ==)', /position 7: "val.id ==" is no JavaScript expression/],
    ['Users()', /position 7: "" is no JavaScript expression/],
    ['Users(a b)', /position 7: "b" was not expected/],
    ['Users(a, b', /not closed/],
    ['Users(val.id == 1)mail', /expected a \. behind the bracket/],
    ['Users.', /position 7: expected a key/],
    ['Name=', /position 6: "" is no JavaScript expression/],
    ['Name==1', /a comparison belongs into the brackets/],
    ['Name!=1', /a comparison belongs into the brackets/],
    ['Name=val 1', /"1" was not expected behind the expression, only ; and functions/],
    ['Name=f(val);function {', /is no JavaScript/],
    [`Users(${'('.repeat(20_000)}${')'.repeat(20_000)})`, /is no JavaScript expression/],
    [`Users${'(a---A'.repeat(30)}${')'.repeat(30)}`, /binds are nested more than 20 deep/],
  ])('%.60s', (query, message) => {
    expect(() => language.query(ROOT, query)).toThrow(QueryError)
    expect(() => language.query(ROOT, query)).toThrow(message)
  })

  test('any text is read or refused with a QueryError, and quickly', () => {
    const alphabet = '${}()[]\'"`/\\=.,:;-!<>&|?+*val1 \n0'
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 40 }), text => {
        try {
          language.query(ROOT, text)
        } catch (fault) {
          if (!(fault instanceof QueryError) && !(fault instanceof SandboxError)) throw fault
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('long lists', () => {
  const root = { L: Array.from({ length: 5000 }, (_, id) => ({ id, mail: `p${id}@x.y` })) }

  test.each<[query: string, value: Json | undefined]>([
    ['L(val.id >= 4998).id', [4998, 4999]],
    ["L(val.mail.indexOf('p4999@') == 0).id", 4999],
    ['L=>val.length', 5000],
    ['L(val.id == 2500)=val.mail.toUpperCase()', 'P2500@X.Y'],
  ])('%s', (query, value) => expect(language.query(root, query)).toEqual(value))

  test('more different queries than are kept', () => {
    for (let id = 0; id < 4500; id++) expect(language.query(root, `L.[${id}].id`)).toBe(id)
    expect(language.query(root, 'L.[0].id')).toBe(0)
  })

  test('a change in place is seen, with and without the sandbox', () => {
    const changing = { L: [{ n: 'a' }] }
    for (const n of ['b', 'c']) {
      changing.L.push({ n })
      expect(language.query(changing, `L(val.n == '${n}').n`)).toBe(n)
      expect(language.query(changing, 'L(val.n.length > 0).n')).toHaveLength(changing.L.length)
      expect(language.query(changing, "L(val.n.indexOf('z') < 0).n")).toHaveLength(changing.L.length)
    }
  })
})

describe('special roots', () => {
  const roots = (name: string): Json | undefined =>
    name === 'incident' ? { name: 'live' } : name === 'inputs' ? { 'User Name': 'ann' } : undefined

  test.each<[text: string, value: Json | undefined]>([
    ['${incident.name}', 'live'],
    ['${inputs.User Name}', 'ann'],
    ['${inputs.Nope}', undefined],
    ['${Name}', 'Ann'],
    ['${Users(val.id == 2).incident}', undefined],
    ['${.=i}', undefined],
    ['who: ${inputs.User Name} in ${incident.name}', 'who: ann in live'],
    ['${incident(val.name == n---incident.name).name}', 'live'],
  ])('%s', (text, value) => expect(language.interpolate(text, ROOT, roots)).toEqual(value))

  test('without them incident is a key', () => {
    expect(language.query(ROOT, 'incident.name')).toBe('from the context')
  })
})

describe('keys are data', () => {
  const root = JSON.parse(
    '{"__proto__": {"a": 1}, "constructor": {"b": [2]}, "L": [{"__proto__": 3}]}',
  ) as Json

  test.each<[query: string, value: Json | undefined]>([
    ['__proto__.a', 1],
    ['constructor.b.[0]', 2],
    ['L.__proto__', [3]],
    ['L(val.__proto__ == 3).__proto__', 3],
    ['hasOwnProperty', undefined],
    ['L.constructor', undefined],
    ['L(val.a == __proto__---constructor.b)', undefined],
  ])('%s', (query, value) => expect(language.query(root, query)).toEqual(value))
})

describe('a plain path', () => {
  const key = fc.string({ unit: fc.constantFrom(..."abc xyz?:/-_1.äß'"), minLength: 1, maxLength: 8 })
  const written = (keys: string[]) => keys.map(each => each.replaceAll('.', '\\.')).join('.')

  test('finds what lies there, whatever the keys are', () => {
    const plain = key.filter(each => each === each.trim() && !/^\d+$/.test(each))
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 5 }), fc.jsonValue(), (keys, value) => {
        const root = keys.reduceRight<unknown>((inner, each) => ({ [each]: inner }), value) as Json
        expect(language.query(root, written(keys))).toEqual(value ?? null)
        expect(language.query(root, `\${${written(keys)}}`)).toEqual(value ?? null)
      }),
    )
  })
})

describe('interpolate', () => {
  test.each<[text: string, value: Json | undefined]>([
    [' ${Users.id} ', [1, 2, 3]],
    ['${Name}\n', 'Ann'],
    ['a ${Null} b', 'a  b'],
    ['${Nulls.n}!', ',1!'],
    ['${Matrix}!', '[[{"n":1},{"n":2}],[{"n":3}]]!'],
    ['${Name} ${unclosed(', 'Ann ${unclosed('],
    ['', ''],
  ])('%j is %j', (text, value) => expect(language.interpolate(text, ROOT)).toEqual(value))

  test('text without ${ is itself', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter(text => !text.includes('${')),
        text => {
          expect(language.interpolate(text, ROOT)).toBe(text)
        },
      ),
    )
  })

  test('what a value holds is not looked at again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'${}Name()') }), fc.string(), (held, around) => {
        const plain = around.replaceAll('$', '')
        const root = { held, Name: 'secret' }
        expect(language.interpolate(`<${plain}\${held}`, root)).toBe(`<${plain}${held}`)
      }),
    )
  })

  test.each<[value: Json | undefined, text: string]>([
    [undefined, ''],
    [null, ''],
    [true, 'true'],
    [1.5, '1.5'],
    [['a', 1, false], 'a,1,false'],
    [[], ''],
    [{ a: 'b c' }, '{"a":"b c"}'],
    [[['a']], '[["a"]]'],
  ])('the text of %j is %j', (value, text) => expect(textOf(value)).toBe(text))

  test('an expression that does not end is refused', () => {
    expect(() => language.interpolate('${.=(() => { for (;;) {} })()}', ROOT)).toThrow(SandboxError)
  })
})
