import { describe, expect, test } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import { defaultBrand, defaultInstance } from '../../../warroom/instances/default.ts'
import { parameterValues } from '../../../warroom/instances/parameters.ts'
import { Content } from '../../../warroom/pack/content.ts'
import type { Integration } from '../../../warroom/pack/integration.ts'
import { Secrets } from '../../../warroom/secrets.ts'

const parameter = (type: number, more: object = {}) => ({
  name: 'p',
  display: undefined,
  type,
  required: false,
  defaultvalue: undefined,
  options: [],
  hiddenusername: false,
  additionalinfo: undefined,
  ...more,
})

function integration(parameters: Integration['parameters'], brand = 'B'): Integration {
  return {
    brand,
    display: brand,
    category: '',
    description: '',
    parameters,
    commands: [],
    code: '',
    language: 'python',
    file: 'b.yml',
  }
}

function value(type: number, given: Json | undefined, more: object = {}): Json | undefined {
  const source = { env: { ON: 'true', T: 'text' }, secrets: new Secrets() }
  return parameterValues(
    integration([parameter(type, more)]),
    given === undefined ? {} : { p: given },
    source,
  ).p
}

describe('the value of a parameter by its type (HC §2.2)', () => {
  test.each<[number, Json | undefined, object, Json | undefined]>([
    [0, 'x', {}, 'x'],
    [0, 5, {}, '5'],
    [0, true, {}, 'true'],
    [0, undefined, {}, undefined],
    [0, null, { defaultvalue: 'd' }, 'd'],
    [0, '', { defaultvalue: 'd' }, ''],
    [0, 'env:T', {}, 'text'],
    [1, 50, {}, '50'],
    [4, 'secret', {}, 'secret'],
    [8, true, {}, true],
    [8, 'Yes', {}, true],
    [8, 'false', {}, false],
    [8, '', {}, false],
    [8, 'env:ON', {}, true],
    [8, undefined, {}, false],
    [8, undefined, { defaultvalue: 'true' }, true],
    [8, undefined, { defaultvalue: 'true', hidden: true }, true],
    [9, 'pw', {}, { identifier: '', password: 'pw' }],
    [9, { identifier: 'u', password: 'pw' }, {}, { identifier: 'u', password: 'pw' }],
    [9, { password: 12 }, {}, { identifier: '', password: '12' }],
    [9, undefined, { defaultvalue: 'u' }, { identifier: 'u', password: '' }],
    [12, 'a\nb', {}, 'a\nb'],
    [13, 'Access', {}, 'Access'],
    [15, 'a', { options: ['a', 'b'] }, 'a'],
    [16, ['a'], { options: ['a', 'b'] }, ['a']],
    [16, 'a, b', { options: ['a', 'b'] }, ['a', 'b']],
    [16, undefined, { defaultvalue: 'a,b' }, ['a', 'b']],
    [16, undefined, {}, []],
    [19, 5, {}, '5'],
  ])('type %i, given %j with %j, is %j', (type, given, more, expected) => {
    expect(value(type, given, more)).toEqual(expected)
  })

  test.each<[number, Json]>([
    [9, ['x']],
    [9, { user: 'x' }],
    [0, { a: 1 }],
    [12, []],
    [15, 'c'],
  ])('type %i refuses %j', (type, given) => {
    expect(() => value(type, given, { options: ['a'] })).toThrow(/^parameter "p" must be/)
  })

  test.each<[number, Json | undefined]>([
    [0, undefined],
    [0, ''],
    [9, undefined],
    [9, { identifier: 'u', password: '' }],
    [16, []],
  ])('required type %i is missing with %j', (type, given) => {
    expect(() => value(type, given, { required: true })).toThrow('parameter "p" (p) of brand "B" is required')
  })

  test('a parameter named constructor comes from the file, not from a prototype', () => {
    const own = integration([parameter(0, { name: 'constructor' })])
    expect(Object.keys(parameterValues(own, {}, { env: {}, secrets: new Secrets() }))).toEqual([])
  })
})

describe('the default instance', () => {
  const okta = (brand: string) => {
    const content = new Content()
    content.integrations.set('Other', integration([], 'Other'))
    content.integrations.set(
      brand,
      integration([parameter(0, { name: 'url' }), parameter(9, { name: 'credentials' })], brand),
    )
    return content
  }
  const source = () => ({ env: {}, secrets: new Secrets() })

  test.each([
    ['Okta IAM', 'Okta IAM_instance_1'],
    ['Okta IAM X', 'Okta IAM X_instance_1'],
  ])('is of brand %s', (brand, name) => {
    expect(defaultInstance(okta(brand), { url: 'https://o', token: 't0ken' }, source())).toMatchObject({
      name,
      enabled: true,
      params: { url: 'https://o', credentials: { identifier: '', password: 't0ken' } },
    })
  })

  test('is none without the integration', () => {
    expect(defaultBrand(okta('Acme'))).toBeUndefined()
    expect(defaultInstance(okta('Acme'), { url: 'https://o', token: 't' }, source())).toBeUndefined()
  })
})
