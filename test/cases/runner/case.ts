import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import * as z from 'zod'

const texts = z.array(z.string())
const anything = z.record(z.string(), z.json())

/** An org: people by login, with the profile's attributes beside their status; groups and applications by name. */
const org = z.strictObject({
  users: z.record(z.string(), anything).default({}),
  groups: z.record(z.string(), texts).default({}),
  apps: z
    .record(z.string(), z.strictObject({ users: texts.default([]), groups: texts.default([]) }).prefault({}))
    .default({}),
})

/** A SCIM application: users by login, members of groups by login; switches of our own server. */
const scim = z.strictObject({
  users: z.record(z.string(), anything).default({}),
  groups: z.record(z.string(), texts).default({}),
  switches: anything.default({}),
})

/** An instance: of Okta IAM on one of the orgs, of SCIM IAM on one of the SCIM applications, or of another brand. */
const instance = z
  .strictObject({
    org: z.string().optional(),
    scim: z.string().optional(),
    brand: z.string().optional(),
    enabled: z.boolean().default(true),
    fetches: z.boolean().default(false),
    params: anything.default({}),
  })
  .transform(({ brand, ...one }) => ({
    ...one,
    brand: brand ?? (one.scim === undefined ? 'Okta IAM' : 'SCIM IAM'),
  }))

const given = z.strictObject({
  clock: z.iso.datetime().default('2026-03-02T08:00:00Z'),
  okta: z.record(z.string(), org),
  scim: z.record(z.string(), scim).default({}),
  instances: z.record(z.string(), instance),
  /** By instance of Active Directory Query v2: accounts by login; see directories.ts. */
  directories: z.record(z.string(), z.record(z.string(), anything)).default({}),
  /** By instance: the label of an application and the instance that is connected to it. */
  configuration: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** User Profiles by their value. */
  indicators: z.record(z.string(), anything).default({}),
  /** A list that is null is not there, nor its sample. */
  lists: z.record(z.string(), z.json()).default({}),
  /** Inputs of playbooks, as a customer sets them in the editor. */
  inputs: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** Stand-in packs of test/packs. */
  packs: texts.default([]),
})

/** What is compared is written as the platform or Okta has it; see compare.ts for texts such as /…/. */
const then = z.strictObject({
  okta: z
    .record(
      z.string(),
      z.strictObject({
        users: z.record(z.string(), z.json()).default({}),
        groups: z.record(z.string(), texts.nullable()).default({}),
        apps: z.record(z.string(), texts).default({}),
      }),
    )
    .default({}),
  scim: z
    .record(
      z.string(),
      z.strictObject({
        users: z.record(z.string(), z.json()).default({}),
        groups: z.record(z.string(), texts.nullable()).default({}),
      }),
    )
    .default({}),
  /** By instance: accounts by login. */
  directories: z.record(z.string(), z.record(z.string(), z.json())).default({}),
  configuration: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  indicators: z.record(z.string(), z.json()).default({}),
  lists: z.record(z.string(), z.json()).default({}),
  /** All incidents in the order of their ids. */
  incidents: z.array(anything).default([]),
  /** All mails in the order in which they were sent. */
  mails: z.array(anything).default([]),
  /** By incident. */
  context: z.record(z.string(), anything).default({}),
  /** By incident: texts that entries of it hold, in this order. */
  entries: z.record(z.string(), texts).default({}),
  /** The names of locks that are held at the end. */
  locks: texts.default([]),
})

const step = z.union([z.string(), z.strictObject({ refused: z.string(), because: z.string() })])

const server = z.enum(['own', 'scimmy'])

const file = z
  .strictObject({
    /** What happens, in a sentence. */
    story: z.string(),
    given,
    steps: z.array(step).min(1),
    then,
    /** Whether it is also played with a war room that dies again and again. */
    kill: z.boolean().default(false),
    /** Whether it is only played when all are asked for: one beside it takes nearly the same path. */
    night: z.boolean().default(false),
    /** Which servers stand for the SCIM applications, one after the other. */
    servers: z.array(server).min(1).default(['own', 'scimmy']),
  })
  .refine(isPlayableOnAll, 'only our own SCIM server has switches and faults; say servers: [own]')

/** One file, played on one kind of SCIM server. */
export type Case = z.infer<typeof file> & { readonly name: string; readonly server: z.infer<typeof server> }
export type GivenOrg = z.infer<typeof org>
export type GivenScim = z.infer<typeof scim>
export type Then = z.infer<typeof then>

function isPlayableOnAll(one: {
  given: z.infer<typeof given>
  steps: z.infer<typeof step>[]
  servers: string[]
}): boolean {
  const switched = Object.values(one.given.scim).some(({ switches }) => Object.keys(switches).length > 0)
  const isFaulty = one.steps.some(each => typeof each === 'string' && /^scim \w+ (fault|switch) /.test(each))
  return !one.servers.includes('scimmy') || !(switched || isFaulty)
}

/** The case of a folder, on the first of its servers. Throws, with the file's name, when it is none: a misspelt member would compare nothing. */
export function readCase(folder: string, name: string): Case {
  const path = `${folder}/${name}/case.yaml`
  const read = file.safeParse(parse(readFileSync(path, 'utf8')))
  if (!read.success) throw new Error(`${path}: ${z.prettifyError(read.error)}`)
  return { ...read.data, name, server: read.data.servers[0] ?? 'own' }
}

/** A case once for each kind of server that stands for its SCIM applications; without such an application once. */
export function onEachServer(one: Case): Case[] {
  return Object.keys(one.given.scim).length === 0
    ? [one]
    : one.servers.map(each => ({ ...one, server: each }))
}
