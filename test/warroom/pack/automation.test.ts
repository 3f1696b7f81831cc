import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ZodError } from 'zod'
import { readAutomation } from '../../../warroom/pack/automation.ts'

const YAML = `
commonfields: {id: ShoutScript, version: -1}
name: Shout
script: return args.value.toUpperCase()
type: javascript
tags: [transformer, entirelist]
comment: Makes text loud.
timeout: 1m30s
args:
- name: value
  required: true
  isArray: true
  description: The text.
- name: times
  defaultValue: 2
outputs:
- contextPath: Shout.Text
  description: The loud text.
`

describe('an automation of a pack', () => {
  it('is read from its YAML', () => {
    const read = readAutomation(parse(YAML), undefined, 'Scripts/Shout.yml')
    expect(read).toMatchObject({
      name: 'Shout',
      tags: ['transformer', 'entirelist'],
      language: 'javascript',
      code: 'return args.value.toUpperCase()',
      timeoutSeconds: 90,
      file: 'Scripts/Shout.yml',
      declaration: {
        name: 'Shout',
        description: 'Makes text loud.',
        arguments: [
          { name: 'value', required: true, isArray: true },
          { name: 'times', required: false, isArray: false, defaultValue: '2' },
        ],
        outputs: [{ contextPath: 'Shout.Text' }],
      },
    })
  })

  it('takes its code from beside the YAML', () => {
    expect(readAutomation({ ...parse(YAML), script: '' }, 'return 1', 'f').code).toBe('return 1')
  })

  it.each([
    ['5m0s', 300],
    ['1h', 3600],
    ['250ms', 0.25],
    [180000000000, 180],
    ['0s', undefined],
    [0, undefined],
    ['soon', undefined],
    [undefined, undefined],
  ])('timeout %s is %s seconds', (timeout, expected) => {
    expect(readAutomation({ ...parse(YAML), timeout }, undefined, 'f').timeoutSeconds).toBe(expected)
  })

  it('with nothing but a name and code is read too', () => {
    const read = readAutomation(parse('{commonfields: {id: a}, name: A, script: return 1}'), undefined, 'f')
    expect(read).toMatchObject({ tags: [], language: '', declaration: { arguments: [], outputs: [] } })
  })

  it('without a name is none', () => {
    expect(() => readAutomation(parse('{commonfields: {id: a}, script: return 1}'), undefined, 'f')).toThrow(
      ZodError,
    )
  })
})
