import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Instance, openInstance } from '../cycle/instance.ts'

let instance: Instance
beforeAll(async () => {
  instance = await openInstance()
})
afterAll(() => instance.close())

async function fields() {
  const { entries } = await instance.run('get-mapping-fields')
  return entries[0]
}

describe('get-mapping-fields', () => {
  it('lists the columns of the report and what they hold, but nobody’s own value', async () => {
    instance.server.setEntries([
      { Emp_ID: '1001', Title: '', Phones: [{ Number: '+1 555 0100' }], Shoes: '' },
      { Emp_ID: '1002', Title: 'Director', Age: 42, Team: { Name: 'x' }, __proto__x: '1' },
    ])
    const entry = await fields()
    expect(entry?.Contents).toEqual({
      'IAM - Sync User': {
        ...{ Age: 'text', Emp_ID: 'text', Phones: 'structure', Shoes: 'empty', Team: 'structure' },
        ...{ Title: 'text', __proto__x: 'text' },
      },
    })
    expect(entry?.HumanReadable).toMatch(
      /^### IAM - Sync User\n\|field\|type\|\n\|---\|---\|\n\| Age \| text \|/,
    )
    expect(JSON.stringify(entry)).not.toMatch(/1001|Director|555/)
  })

  it('needs no mapper, for it is asked before there is one', async () => {
    const { entries } = await instance.run('get-mapping-fields', {}, { mapper_in: 'Nobody' })
    expect(entries[0]?.Type).toBe(1)
  })

  it('looks at 50 entries', async () => {
    instance.server.setEntries(Array.from({ length: 51 }, (_, n) => ({ [`Column ${n + 1}`]: 'x' })))
    const { Contents } = (await fields()) ?? {}
    const columns = Object.keys((Contents as Record<string, object>)['IAM - Sync User'] ?? {})
    expect(columns).toHaveLength(50)
    expect(columns).not.toContain('Column 51')
  })

  it('has none of an empty report', async () => {
    instance.server.setEntries([])
    expect(await fields()).toMatchObject({ Type: 1, Contents: { 'IAM - Sync User': {} } })
  })

  it('refuses an entry that is no JSON, in one sentence', async () => {
    instance.server.setEntries([{ a: '1' }, { a: '2' }])
    instance.server.fault({ answer: { kind: 'malformed' } })
    expect(await fields()).toMatchObject({
      ...{ Type: 4, Contents: expect.stringMatching(/^Entry 2 of the report is no JSON/) },
    })
  })
})
