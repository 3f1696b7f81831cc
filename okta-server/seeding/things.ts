import { signOnModes } from '../apps/app.ts'
import { type FactorType, kinds } from '../factors/factor.ts'
import { idpTypes } from '../idps/idp.ts'
import type { JsonObject } from '../json.ts'
import { readServiceApp, type ServiceApp } from '../oauth/service-app.ts'
import { entries, object, oneOf, optionalText, text, texts } from './fields.ts'

/** What a seed file may hold besides people; groups, apps and people are named by name, label and login. */
export interface SeedThings {
  groups: {
    name: string
    description: string | null
    type: 'OKTA_GROUP' | 'APP_GROUP'
    /** Label of the app an APP_GROUP comes from. */
    source: string | undefined
    /** Everybody of this department is a member, generated people too. */
    department: string | undefined
    members: string[]
  }[]
  apps: {
    name: string
    label: string
    signOnMode: (typeof signOnModes)[number]
    status: 'ACTIVE' | 'INACTIVE'
    hidden: boolean
    features: string[]
    settings: JsonObject
    groups: string[]
    users: string[]
  }[]
  admins: { login: string; roles: string[] }[]
  factors: {
    login: string
    factorType: FactorType
    provider: string | undefined
    profile: JsonObject
    answer: string | undefined
  }[]
  serviceApps: ServiceApp[]
  identityProviders: { name: string; type: (typeof idpTypes)[number]; protocol: JsonObject }[]
}

const factorTypes = Object.keys(kinds) as FactorType[]

/** Reads those parts of a seed; RangeError naming what is wrong and where. */
export function readThings(seed: JsonObject, file: string): SeedThings {
  return {
    groups: entries(seed, 'groups', file).map(entry => ({
      name: text(entry, 'name'),
      description: optionalText(entry, 'description') ?? null,
      type: oneOf(entry, 'type', ['OKTA_GROUP', 'APP_GROUP'], 'OKTA_GROUP'),
      source: optionalText(entry, 'source'),
      department: optionalText(entry, 'department'),
      members: texts(entry, 'members'),
    })),
    apps: entries(seed, 'apps', file).map(entry => ({
      name: text(entry, 'name'),
      label: text(entry, 'label'),
      signOnMode: oneOf(entry, 'signOnMode', signOnModes),
      status: oneOf(entry, 'status', ['ACTIVE', 'INACTIVE'], 'ACTIVE'),
      hidden: entry.value.hidden === true,
      features: texts(entry, 'features'),
      settings: object(entry, 'settings'),
      groups: texts(entry, 'groups'),
      users: texts(entry, 'users'),
    })),
    admins: entries(seed, 'admins', file).map(entry => ({
      login: text(entry, 'login'),
      roles: texts(entry, 'roles'),
    })),
    factors: entries(seed, 'factors', file).map(entry => ({
      login: text(entry, 'login'),
      factorType: oneOf(entry, 'factorType', factorTypes),
      provider: optionalText(entry, 'provider'),
      profile: object(entry, 'profile'),
      answer: optionalText(entry, 'answer'),
    })),
    serviceApps: entries(seed, 'serviceApps', file).map(entry => readServiceApp(entry)),
    identityProviders: entries(seed, 'identityProviders', file).map(entry => ({
      name: text(entry, 'name'),
      type: oneOf(entry, 'type', idpTypes),
      protocol: object(entry, 'protocol'),
    })),
  }
}
