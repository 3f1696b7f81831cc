import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readIntegration } from '../../../warroom/pack/integration.ts'

const YAML = `
commonfields: { id: Acme, version: -1 }
name: Acme
category: Utilities
configuration:
  - { name: limit, type: 1, defaultvalue: 50, required: false, section: Connect }
  - { name: on, type: 8, defaultvalue: true, required: null }
script:
  type: python
  script: print(1)
  commands:
    - name: acme-x
      arguments:
        - { name: n, defaultValue: 5, predefined: [1, 2, true] }
    - { name: acme-y, arguments: , outputs: null }
`

test('an integration is read with what authors leave out or write as numbers', () => {
  const integration = readIntegration(parse(YAML), undefined, 'x.yml')
  expect(integration).toMatchObject({
    brand: 'Acme',
    display: 'Acme',
    category: 'Utilities',
    description: '',
    code: 'print(1)',
    language: 'python',
    file: 'x.yml',
    parameters: [
      { name: 'limit', type: 1, defaultvalue: '50', required: false, options: [] },
      { name: 'on', type: 8, defaultvalue: 'true', required: false },
    ],
    commands: [
      {
        name: 'acme-x',
        arguments: [
          { name: 'n', defaultValue: '5', predefined: ['1', '2', 'true'], isArray: false, required: false },
        ],
      },
      { name: 'acme-y', arguments: [], outputs: [] },
    ],
  })
})

test('code beside the YAML wins over the placeholder in it', () => {
  expect(readIntegration(parse(YAML), 'real code', 'x.yml').code).toBe('real code')
})

test.each([
  ['no commonfields', 'name: x\nconfiguration: []\nscript: {}'],
  ['a parameter without a type', 'commonfields: {id: x}\nname: x\nconfiguration: [{name: a}]\nscript: {}'],
  ['a command without a name', 'commonfields: {id: x}\nname: x\nscript: {commands: [{description: a}]}'],
])('%s is an error', (_, yaml) => {
  expect(() => readIntegration(parse(yaml), undefined, 'x.yml')).toThrow()
})

test.each<[string, string, { isFetch: boolean; defaultClassifier?: string; defaultMapperIn?: string }]>([
  [
    'isfetch: true',
    'defaultclassifier: C\ndefaultmapperin: M',
    { isFetch: true, defaultClassifier: 'C', defaultMapperIn: 'M' },
  ],
  ["isfetch: 'true'", 'defaultclassifier: "null"\ndefaultmapperin: ""', { isFetch: true }],
  ['isfetch: false', '', { isFetch: false }],
  ['runonce: false', '', { isFetch: false }],
])('%s with %j fetches so', (script, defaults, expected) => {
  const yaml = `commonfields: { id: x }\nname: x\nscript: { ${script} }\n${defaults}\n`
  const { isFetch, defaultClassifier, defaultMapperIn } = readIntegration(parse(yaml), undefined, 'x.yml')
  expect({ isFetch, defaultClassifier, defaultMapperIn }).toEqual(expected)
})
