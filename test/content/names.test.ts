import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../kit/wire.ts'
import { itemsOf, specification } from './items.ts'

const cliNameOf = (name: string): string => name.replace(/[^A-Za-z0-9]/g, '').toLowerCase()
const stemOf = (name: string): string => name.replace(/[^A-Za-z0-9-]+/g, '_')

/** How the files of a folder begin, which schema they follow, and what their id is (pack layout §2 and §5). */
const FOLDERS: readonly [folder: string, prefix: string, schema: string, id: (item: JsonObject) => string][] =
  [
    ['IncidentTypes', 'incidenttype-', 'incidenttype', ({ name }) => `${name}`],
    ['IncidentFields', 'incidentfield-', 'incidentfield', ({ cliName }) => `incident_${cliName}`],
    ['IndicatorTypes', 'reputation-', 'reputation', ({ details }) => `${details}`],
    ['IndicatorFields', 'indicatorfield-', 'indicatorfield', ({ cliName }) => `indicator_${cliName}`],
    ['Layouts', 'layoutscontainer-', 'layoutscontainer', ({ name }) => `${name}`],
    ['Lists', 'list-', 'list', ({ name }) => `${name}`],
    ['PreProcessRules', 'preprocessrule-', 'pre-process-rule', ({ name }) => `${name}`],
  ]

describe.each(FOLDERS)('%s', (folder, prefix, schema, idOf) => {
  const items = itemsOf(folder)

  it('calls each file by the name of its item', () => {
    for (const { file, item } of items)
      expect(file).toBe(`${prefix}${stemOf(String(item.name ?? item.details))}.json`)
  })

  it('gives each item the id that its name asks for, and each its own', () => {
    for (const { file, item } of items) expect(item.id, file).toBe(idOf(item))
    expect(new Set(items.map(({ item }) => item.id)).size).toBe(items.length)
  })

  it('delivers version -1 from 6.10.0 on', () => {
    for (const { file, item } of items)
      expect(item, file).toMatchObject({ version: -1, fromVersion: '6.10.0' })
  })

  const document = specification(
    `platform/schemas/${schema}.schema.json`,
    `${folder} are not held against the platform's schema`,
  )
  it.runIf(document)('has the shape that the platform asks for', () => {
    const validate = new Ajv({ strict: false, allErrors: true }).compile(document as JsonObject)
    for (const { file, item } of items)
      expect(
        validate(item) || validate.errors?.map(({ instancePath, message }) => [instancePath, message]),
        file,
      ).toBe(true)
  })
})

describe.each([
  ['IncidentFields', 0],
  ['IndicatorFields', 2],
])('%s', (folder, group) => {
  it.each(itemsOf(folder).map(({ item }) => [String(item.name), item] as const))('%s', (name, item) => {
    expect(item.cliName).toBe(cliNameOf(name))
    expect(item).toMatchObject({
      group,
      content: true,
      system: false,
      required: false,
      associatedToAll: false,
    })
    expect(item.associatedTypes).not.toEqual([])
    expect(item.description).toMatch(/^[A-Z].*\.$/)
    // The platform takes an empty choice once at most, and a grid without a row that nobody entered.
    if (item.type === 'singleSelect') expect(item.selectValues).toEqual(['', ...new Set(valuesOf(item))])
    if (item.type === 'grid') expect(item.defaultRows).toEqual([])
  })
})

function valuesOf({ selectValues }: JsonObject): unknown[] {
  return (selectValues as unknown[]).filter(value => value !== '')
}

it('.pack-ignore lets pass what exists only, in the order of the names', () => {
  const files = [...readFileSync('.pack-ignore', 'utf8').matchAll(/^\[file:(.*)\]$/gm)].map(
    ([, file]) => file,
  )
  const fields = itemsOf('IncidentFields').map(({ file }) => file)
  const ofFields = files.filter(file => file?.startsWith('incidentfield-'))
  expect(ofFields).toEqual(fields)
  expect(files).toEqual([...new Set(files)])
})
