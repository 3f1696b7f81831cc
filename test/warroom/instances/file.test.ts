import { describe, expect, test } from 'vitest'
import { instancesFile } from '../../../warroom/instances/file.ts'
import { loadPacks } from '../../../warroom/pack/load.ts'
import { Refusal } from '../../../warroom/refusal.ts'
import { MASK, Secrets } from '../../../warroom/secrets.ts'
import { acmeZip, fileOf, SNAKE } from '../stand-in.ts'

const content = loadPacks([acmeZip(), SNAKE], () => {})
const env = { ACME_TOKEN: 'from-the-environment', ACME_URL: 'https://env.example' }

function read(text: string, name = 'instances.yaml') {
  const secrets = new Secrets()
  return { secrets, instances: instancesFile(fileOf(name, text), content, { env, secrets }) }
}

const ACME_PARAMS = {
  url: 'https://acme.example',
  insecure: false,
  verbose: true,
  limit: '50',
  mode: 'fast',
  kinds: ['users', 'groups'],
}

describe('an instances file', () => {
  test('fills what is absent from the YAML and sorts by name', () => {
    const { instances } = read(`
- { name: z, brand: Snake, enabled: false }
- name: a
  brand: Acme Directory
  classifier: Acme kinds
  mapperIn: In
  mapperOut: Acme out
  incidentType: Acme Alert
  params: { credentials: tok-en }
`)
    expect(instances).toMatchObject([
      {
        name: 'a',
        enabled: true,
        classifier: 'Acme kinds',
        mapperIn: 'In',
        mapperOut: 'Acme out',
        incidentType: 'Acme Alert',
        integration: { brand: 'Acme Directory' },
        params: { ...ACME_PARAMS, credentials: { identifier: '', password: 'tok-en' } },
      },
      { name: 'z', enabled: false, params: {}, integration: { brand: 'Snake' } },
    ])
  })

  test('may be JSON, and empty', () => {
    expect(read('[{"name":"a","brand":"Snake","params":null}]', 'i.json').instances).toMatchObject([
      { name: 'a' },
    ])
    expect(read('[]').instances).toEqual([])
  })

  test('takes env: values and registers secrets', () => {
    const { instances, secrets } = read(`
- name: a
  brand: Acme Directory
  params: { url: env:ACME_URL, credentials: { identifier: bob, password: env:ACME_TOKEN }, key: signing-key }
`)
    expect(instances[0]?.params).toMatchObject({
      url: 'https://env.example',
      credentials: { identifier: 'bob', password: 'from-the-environment' },
      key: 'signing-key',
    })
    for (const secret of ['from-the-environment', 'https://env.example', 'signing-key'])
      expect(secrets.mask(secret)).toBe(MASK)
    expect(secrets.mask('bob or fast')).toBe('bob or fast')
  })
})

const acme = (params: string): string =>
  `- name: a\n  brand: Acme Directory\n  params:\n    credentials: t0ken\n    ${params}\n`

describe('a broken instances file is one sentence with file, line and what is expected', () => {
  test.each([
    ['- {name: a', /instances\.yaml, line 1: .*; expected YAML or JSON\.$/],
    ['name: a', /line 1: expected a list of \{name, brand/],
    ['just text', /line 1: expected a list of/],
    ['', /instances\.yaml: expected a list of/],
    ['- brand: Snake', /line 1: "name" is missing\.$/],
    ['- name: a', /line 1: "brand" is missing\.$/],
    ['- name: a\n  brand: Snake\n  enabled: maybe', /line 3: "enabled" must be true or false\.$/],
    ['- name: a\n  brand: Snake\n  params: 5', /line 3: "params" must be a map of parameters\.$/],
    ['- name: a\n  brand: Snake\n  colour: red', /line 1: unknown key "colour"; expected a list of/],
    [
      '- name: a\n  brand: Snaek',
      /line 2, instance "a": unknown brand "Snaek"; nearest by spelling: Snake\.$/,
    ],
    ['- name: a\n  brand: Whatever', /unknown brand "Whatever"; the packs hold Acme Directory, Snake\.$/],
    [
      '- name: a\n  brand: Snake\n- name: a\n  brand: Snake',
      /line 3: the name "a" is given twice; names are unique\.$/,
    ],
    [
      '- brand: Snake\n  name: a,b',
      /line 2: the name "a,b" must hold no comma and no blank at its ends; "using" takes a list of names\.$/,
    ],
    ['- name: " a"\n  brand: Snake', /line 1: the name " a" must hold no comma/],
    ['- name: a\n  name: b\n  brand: Snake', /line 2: .*unique/],
    [
      '- name: a\n  brand: Acme Directory',
      /line 1, instance "a": parameter "credentials" \(API Token\) of brand "Acme Directory" is required\.$/,
    ],
    [
      acme('ulr: x'),
      /line 5, instance "a": brand "Acme Directory" has no parameter "ulr"; nearest by spelling: url\.$/,
    ],
    [acme('heading: x'), /has no parameter "heading"/],
    [
      acme('url: env:NOPE'),
      /line 5, instance "a": parameter "url" is env:NOPE, and the environment has no NOPE\.$/,
    ],
    [
      acme('insecure: perhaps'),
      /line 5, instance "a": parameter "insecure" must be true or false, not "perhaps"\.$/,
    ],
    [acme('mode: slow'), /parameter "mode" must be one of fast, careful, not "slow"\.$/],
    [acme('kinds: [users, cats]'), /parameter "kinds" must be one of users, groups, apps, not "cats"\.$/],
    [acme('limit: [1]'), /parameter "limit" must be a text, not \[1\]\.$/],
    [acme('key: [secret-thing]'), /parameter "key" must be a text\.$/],
    [acme('url: ""'), /parameter "url" \(Server URL\) of brand "Acme Directory" is required\.$/],
  ])('%j', (text, sentence) => {
    expect(() => read(text)).toThrow(Refusal)
    expect(() => read(text)).toThrow(sentence)
  })

  test('an absent file', () => {
    expect(() => instancesFile('/nowhere/i.yaml', content, { env, secrets: new Secrets() })).toThrow(
      /^Instances file \/nowhere\/i\.yaml cannot be read: ENOENT/,
    )
  })
})
