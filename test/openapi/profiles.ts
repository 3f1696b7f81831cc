import { readdirSync, readFileSync } from 'node:fs'
import { customAttributes } from '../../okta-server/schema.ts'
import { misspelt } from './gaps.ts'
import type { Names } from './members.ts'

interface Mapper {
  direction?: string
  mapping?: Record<string, { internalMapping?: Record<string, unknown> }>
}

/** The attributes beside those of every org that the integration may send: of the embedded Okta's schema, and of the outgoing mapper;
 * and those that tests misspell. */
export function knownProfiles(): Names {
  const mapped = readdirSync('Mappers')
    .filter(name => name.includes('outgoing'))
    .map(name => JSON.parse(readFileSync(`Mappers/${name}`, 'utf8')) as Mapper)
    .flatMap(({ mapping = {} }) => Object.values(mapping))
    .flatMap(({ internalMapping = {} }) => Object.keys(internalMapping))
  const custom = customAttributes.map(({ name }) => name)
  return new Map([['UserProfile', new Set([...custom, ...mapped, ...misspelt])]])
}
