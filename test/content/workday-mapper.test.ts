import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../kit/wire.ts'
import { zipName } from '../../scripts/pack/pack.ts'
import { burstInstance, burstZip } from '../warroom/burst.ts'
import { contentsOf, testRoom } from '../warroom/engine/room.ts'

const MAPPER = 'IAM Sync User - Workday'
/** The columns of the report, each with something of its own. */
const ENTRY = {
  Email_Address: 'Ann.Lee@Example.com',
  Emp_ID: '1001',
  Employment_Status: 'Active',
  Rehired_Employee: 'No',
  Prehire_Flag: 'False',
  Last_Hire_Date: '01/15/2026',
  Termination_Date: '12/31/2030',
  Last_Day_of_Work: '12/30/2030',
  Preferred_Name: 'Ann Lee',
  'Preferred_Name_-_First_Name': 'Ann',
  'Preferred_Name_-_Last_Name': 'Lee',
  City: 'Utrecht',
  Cost_Center_Description: 'Buying',
  Cost_Center_Code: 'CC-7',
  PAN_CF_Okta_Location_Region: 'EMEA',
  Manager_Preferred_Name: 'Bo Berg',
  'Email_-_Primary_Home': 'ann@home.example',
  Public_Work_Mobile_Phone_Number: '+31 6 1',
  Postal_Code: '3511',
}
const MAPPED = {
  email: 'ann.lee@example.com',
  username: 'ann.lee@example.com',
  employeeid: '1001',
  employmentstatus: 'Active',
  rehiredemployee: 'No',
  prehireflag: 'False',
  hiredate: '01/15/2026',
  terminationdate: '12/31/2030',
  lastdayofwork: '12/30/2030',
  displayname: 'Ann Lee',
  givenname: 'Ann',
  surname: 'Lee',
  city: 'Utrecht',
  costcenter: 'Buying',
  costcentercode: 'CC-7',
  locationregion: 'EMEA',
  managername: 'Bo Berg',
  personalemail: 'ann@home.example',
  mobilephone: '+31 6 1',
  zipcode: '3511',
}
const TYPES =
  'AD User Activation,AD User Deactivation,New Hire,Rehire User,Sync User,Terminate User,Update User'
    .split(',')
    .map(name => `IAM - ${name}`)

/** The incidents that a fetch makes of entries of the report, each for a type. */
async function incidentsOf(events: readonly [type: string, entry: JsonObject][]): Promise<JsonObject[]> {
  const made = events.map(([type, entry]) => ({ name: 'An entry', type, rawJSON: JSON.stringify(entry) }))
  const more = `, mapperIn: ${MAPPER}`
  const yaml = burstInstance({ events: JSON.stringify(made), page: String(made.length) }, more)
  const room = await testRoom({ packs: [burstZip(), zipName('dist')], yaml })
  const { value } = (await contentsOf(room, '/fetch')) as { value: { created: string[]; error?: string }[] }
  expect(value[0]?.error).toBeUndefined()
  const { created = [] } = value[0] ?? {}
  const shown = await Promise.all(created.map(id => contentsOf(room, `/incident ${id}`)))
  return shown.map(one => (one as { value: JsonObject }).value)
}

describe('an entry of the HR report', () => {
  it('becomes an incident of each of its types, with the same fields', async () => {
    const incidents = await incidentsOf(TYPES.map(type => [type, ENTRY]))
    expect(incidents.map(({ type }) => type)).toEqual(TYPES)
    for (const { CustomFields } of incidents) expect(CustomFields).toEqual(MAPPED)
  })

  it('keeps the profile that comes with it, as JSON', async () => {
    const UserProfile = { email: 'ann.lee@example.com', olduserdata: { title: 'Buyer' } }
    const [incident] = await incidentsOf([['IAM - Update User', { ...ENTRY, UserProfile }]])
    const { userprofile, ...fields } = (incident?.CustomFields ?? {}) as JsonObject
    expect(JSON.parse(String(userprofile))).toEqual(UserProfile)
    expect(fields).toEqual(MAPPED)
  })

  it('of which anything is empty, null or missing is an incident all the same', async () => {
    const columns = Object.keys(ENTRY)
    const entries = [
      ...[{ Emp_ID: '1' }, Object.fromEntries(columns.map(name => [name, '']))],
      Object.fromEntries(columns.map(name => [name, null])),
    ]
    const incidents = await incidentsOf(
      TYPES.flatMap(type => entries.map((entry): [string, JsonObject] => [type, entry])),
    )
    expect(incidents).toHaveLength(TYPES.length * 3)
    for (const [index, { CustomFields }] of incidents.entries())
      expect(CustomFields).toEqual(index % 3 === 0 ? { employeeid: '1' } : {})
  })
})
