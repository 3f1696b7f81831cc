import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { itemsBy, itemsOf } from './items.ts'

const types = itemsBy('IncidentTypes', 'name')
const layouts = itemsBy('Layouts', 'id')

const STARTS: readonly [type: string, playbook: string, layout: string][] = [
  ['IAM - App Add', 'IAM - App Sync', 'IAM - App Sync'],
  ['IAM - App Remove', 'IAM - App Sync', 'IAM - App Sync'],
  ['IAM - App Update', 'IAM - App Update', 'IAM - App Update'],
  ['IAM - Group Membership Update', 'IAM - Group Membership Update', 'IAM - Group Membership Update'],
  ['IAM - App Group Sync', 'IAM - App Group Sync', 'IAM - App Group Sync'],
  ['IAM - Configuration', 'IAM - Configuration', 'IAM - Configuration'],
  ['IAM - Sync User', 'IAM - Sync User', 'IAM - User Workday Event'],
  ['IAM - New Hire', 'IAM - Sync User', 'IAM - User Workday Event'],
  ['IAM - Update User', 'IAM - Sync User', 'IAM - User Workday Event'],
  ['IAM - Rehire User', 'IAM - Sync User', 'IAM - User Workday Event'],
  ['IAM - Terminate User', 'IAM - Sync User', 'IAM - Terminate User'],
  ['IAM - AD User Activation', 'IAM - Activate User In Active Directory', 'IAM - AD User Activation'],
  ['IAM - AD User Deactivation', 'IAM - Deactivate User In Active Directory', 'IAM - AD User Activation'],
]

describe('incident types', () => {
  it.each(STARTS)('L8: %s starts %s by itself and is shown by %s', (type, playbookId, layout) => {
    expect(types.get(type)).toMatchObject({ playbookId, layout, autorun: true, disabled: false })
  })

  it('have a name and a colour of their own', () => {
    const colors = STARTS.map(([type]) => types.get(type)?.color)
    expect(new Set(colors).size).toBe(STARTS.length)
    for (const color of colors) expect(color).toMatch(/^#[\dA-F]{6}$/)
  })

  it('start playbooks that exist', () => {
    const isPlaybook = (name: string): boolean => /^playbook-.*\.yml$/.test(name)
    const names = existsSync('Playbooks') ? readdirSync('Playbooks').filter(isPlaybook) : []
    const ids = names.map(name => parse(readFileSync(`Playbooks/${name}`, 'utf8')).id)
    const started = [...types.values()].map(({ playbookId }) => playbookId).filter(id => id !== '')
    expect(started.filter(id => !ids.includes(id))).toEqual([])
  })

  it('have layouts of incidents, indicator types those of indicators', () => {
    for (const { layout } of types.values())
      if (layout !== undefined) expect(layouts.get(String(layout))?.group).toBe('incident')
    for (const { item } of itemsOf('IndicatorTypes'))
      expect(layouts.get(String(item.layout))?.group).toBe('indicator')
  })

  it('every layout is somebody’s', () => {
    const used = [...types.values(), ...itemsOf('IndicatorTypes').map(({ item }) => item)]
    const shown = new Set(used.map(({ layout }) => layout))
    expect([...layouts.keys()].filter(id => !shown.has(id))).toEqual([])
  })

  it('every incident that an Okta event starts has a type', () => {
    for (const { item } of itemsOf('Classifiers'))
      expect(Object.values(item.keyTypeMap ?? {}).filter(type => !types.has(String(type)))).toEqual([])
  })
})
