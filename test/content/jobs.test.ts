import { readdirSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { JsonObject } from '../../kit/wire.ts'
import { itemsOf, specification } from './items.ts'

const jobs = itemsOf('Jobs')

describe('Jobs', () => {
  it('are called as their items are, and deliver from 6.10.0 on', () => {
    expect(jobs).toHaveLength(1)
    for (const { file, item } of jobs) {
      expect(file).toBe(`job-${String(item.name).replace(/[^A-Za-z0-9-]+/g, '_')}.json`)
      expect(item).toMatchObject({ id: item.name, fromVersion: '6.10.0' })
    }
  })

  it('run playbooks of the pack, again and again', () => {
    const files = readdirSync('Playbooks').filter(name => name.endsWith('.yml'))
    const ids = files.map(name => parse(readFileSync(`Playbooks/${name}`, 'utf8')).id)
    for (const { item } of jobs) {
      expect(ids).toContain(item.playbookId)
      expect(item).toMatchObject({ recurrent: true, scheduled: true })
      expect(item.humanCron).toEqual({ timePeriodType: 'minutes', timePeriod: 15 })
    }
  })

  it('close a run that failed, so that it keeps no later one back', () => {
    for (const { item } of jobs) expect(item).toMatchObject({ closePrevRun: true, shouldTriggerNew: false })
  })

  const document = specification(
    'platform/schemas/job.schema.json',
    'Jobs are not held against the platform’s schema',
  )
  it.runIf(document)('have the shape that the platform asks for', () => {
    const validate = new Ajv({ strict: false }).compile(document as JsonObject)
    for (const { item } of jobs) expect(validate(item) || validate.errors).toBe(true)
  })
})
