import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../kit/wire.ts'
import { objectOf, objectsOf, textOf, textsOf } from '../../scripts/check/json.ts'
import { itemsBy, itemsOf } from './items.ts'

/** Fields of every incident, as layouts of the platform spell them. */
const SYSTEM = 'name type owner details occurred dbotstatus sourceinstance closereason closenotes'.split(' ')
/** Sections that show something of the platform's own and no fields. */
const WITHOUT_FIELDS = ['workplan', 'notes', 'relatedIncidents', 'indicatorTimeline']
const TABS = ['warRoom', 'workPlan', 'relatedIncidents', 'evidenceBoard', 'canvas']
const FORMS = ['quickView', 'close', 'edit']

const layouts = itemsOf('Layouts').map(({ item }): [string, JsonObject] => [String(item.id), item])
const tabsOf = ({ detailsV2, indicatorsDetails, indicatorsQuickView }: JsonObject): JsonObject[] =>
  [detailsV2, indicatorsDetails, indicatorsQuickView].flatMap(view => objectsOf(objectOf(view).tabs))
const sectionsOf = (layout: JsonObject): JsonObject[] =>
  tabsOf(layout).flatMap(tab => objectsOf(tab.sections))
const shownIn = (sections: JsonObject[], key: string): string[] =>
  sections.flatMap(section => objectsOf(section[key]).map(({ fieldId }) => textOf(fieldId)))
const formsOf = (layout: JsonObject): JsonObject[] =>
  FORMS.flatMap(form => objectsOf(objectOf(layout[form]).sections))

/** The types that a layout is shown for. */
function usersOf({ id, group }: JsonObject): string[] {
  const folder = group === 'incident' ? 'IncidentTypes' : 'IndicatorTypes'
  return itemsOf(folder).flatMap(({ item }) => (item.layout === id ? [String(item.id)] : []))
}

describe.each(layouts)('the layout %s', (_, layout) => {
  const kind = String(layout.group)
  const fields = itemsBy(kind === 'incident' ? 'IncidentFields' : 'IndicatorFields', 'cliName')
  // A tab names a field by its cliName, a form by its id.
  const inForms = shownIn(formsOf(layout), 'fields')
  const shown = [...shownIn(sectionsOf(layout), 'items'), ...inForms.map(id => id.replace(/^incident_/, ''))]
  const custom = shown.filter(name => kind === 'indicator' || !SYSTEM.includes(name))

  it('shows fields that exist, each of every type that it is for', () => {
    expect(custom.length).toBeGreaterThan(0)
    expect(custom.filter(name => !fields.has(name))).toEqual([])
    for (const type of usersOf(layout))
      expect(custom.filter(name => !textsOf(fields.get(name)?.associatedTypes).includes(type))).toEqual([])
  })

  it('names fields in forms by their ids', () => {
    expect(inForms.filter(id => !id.startsWith('incident_'))).toEqual([])
  })

  it('has something in every section, and no section over another', () => {
    for (const tab of tabsOf(layout)) {
      const taken = new Set<string>()
      for (const section of objectsOf(tab.sections)) {
        expect(WITHOUT_FIELDS.includes(textOf(section.type)), `${section.name}`).toBe(
          objectsOf(section.items).length === 0,
        )
        for (const cell of cellsOf(section)) {
          expect(taken.has(cell), `${section.name} lies over another at ${cell}`).toBe(false)
          taken.add(cell)
        }
      }
    }
  })

  it('gives every section and every field of it an id of its own', () => {
    const ids = sectionsOf(layout).flatMap(({ i, items }) => [i, ...objectsOf(items).map(({ id }) => id)])
    expect(new Set(ids).size).toBe(ids.length)
  })
})

/** The cells of the three columns that a section covers. */
function cellsOf({ name, x, y, w, h }: JsonObject): string[] {
  const [left, top, width, height] = [Number(x), Number(y), Number(w), Number(h)]
  expect(left + width, `${name} reaches beyond the third column`).toBeLessThanOrEqual(3)
  return Array.from(
    { length: width * height },
    (_, n) => `${left + (n % width)},${top + Math.floor(n / width)}`,
  )
}

describe('what the layouts show', () => {
  const tabs = new Map(layouts.map(([id, layout]) => [id, tabsOf(layout)]))
  const all = (id: string): string[] =>
    shownIn(
      (tabs.get(id) ?? []).flatMap(tab => objectsOf(tab.sections)),
      'items',
    )
  const EVENT = ['displayname', 'username', 'userid', 'eventtype', 'details', 'actor', 'occurred']
  const RESULTS = ['successfulprovisioning', 'failedprovisioning']
  const PERSON = [
    'displayname',
    'email',
    'username',
    'employeeid',
    'title',
    'department',
    'manageremailaddress',
  ]
  const DATES = ['employmentstatus', 'hiredate', 'terminationdate', 'lastdayofwork', 'prehireflag']
  const HR = [...PERSON, ...DATES, 'rehiredemployee', 'details', 'userprofile', ...RESULTS]

  it.each([
    ['IAM - App Sync', [...EVENT, ...RESULTS, 'applicationname', 'applicationid']],
    ['IAM - App Group Sync', ['app', 'details']],
    ['IAM - App Update', [...EVENT, ...RESULTS]],
    ['IAM - Group Membership Update', [...EVENT, ...RESULTS, 'groupname', 'groupid']],
    ['IAM - Configuration', ['oktaiaminstance', 'oktaiamconfiguration', 'iamconfigurationdescription']],
    ['IAM - User Workday Event', HR],
    ['IAM - Terminate User', [...HR, 'terminationtrigger', 'actor', 'userid', 'occurred']],
    ['IAM - AD User Activation', HR],
    ['Group Profile', ['displayname', 'groupmappings']],
  ])('%s: who, what and what came of it', (id, wanted) => {
    expect(wanted.filter(name => !all(id).includes(name))).toEqual([])
  })

  it('the events of the HR report show every field that its mapper fills', () => {
    const [mapper] = itemsOf('Mappers').filter(({ item }) => item.id === 'IAM Sync User - Workday')
    const mapping = objectOf(objectOf(mapper?.item.mapping)['IAM - New Hire'])
    const names = itemsBy('IncidentFields', 'name')
    const filled = Object.keys(objectOf(mapping.internalMapping)).map(name =>
      textOf(names.get(name)?.cliName),
    )
    expect(filled.length).toBeGreaterThan(30)
    expect(filled.filter(name => !all('IAM - User Workday Event').includes(name))).toEqual([])
  })

  it('a user profile shows together what decides on the word of its source', () => {
    const sections = (tabs.get('User Profile') ?? []).flatMap(tab => objectsOf(tab.sections))
    const source = sections.filter(({ name }) => name === 'Source of truth')
    const decides = ['sourceoftruth', 'sourceinstance', 'sourcepriority', 'conversionhire', 'forcesync']
    const state = ['isprocessed', 'istemporaryuser', 'terminationtrigger', 'reportdigest']
    expect(shownIn(source, 'items')).toEqual([...decides, ...state])
  })

  it('a user profile shows every field that it has', () => {
    const ofProfiles = itemsOf('IndicatorFields').filter(({ item }) =>
      textsOf(item.associatedTypes).includes('User Profile'),
    )
    const names = ofProfiles.map(({ item }) => String(item.cliName))
    expect(names.filter(name => !all('User Profile').includes(name))).toEqual([])
  })

  it('incidents have the platform’s own tabs; war room and work plan can be seen', () => {
    for (const [id, layout] of layouts.filter(([, { group }]) => group === 'incident')) {
      const own = tabsOf(layout).filter(({ type }) => type !== 'custom')
      expect(own.map(({ type }) => type).toSorted(), id).toEqual(TABS.toSorted())
      const seen = own.filter(({ hidden }) => hidden === false).map(({ type }) => type)
      expect(seen, id).toEqual(expect.arrayContaining(['warRoom', 'workPlan']))
    }
  })
})
