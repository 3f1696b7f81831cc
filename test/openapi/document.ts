import { existsSync, readFileSync } from 'node:fs'

/** A schema of OpenAPI 3.0, as far as the document uses it. */
export interface Schema {
  $ref?: string
  type?: string
  format?: unknown
  nullable?: boolean
  readOnly?: boolean
  enum?: unknown[]
  required?: string[]
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  items?: Schema
  allOf?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  discriminator?: { propertyName: string; mapping: Record<string, string> }
}

export interface Parameter {
  $ref?: string
  name: string
  in: 'query' | 'path' | 'header'
  required?: boolean
  schema?: Schema
}

type Content = Record<string, { schema?: Schema }>

export interface Operation {
  parameters?: Parameter[]
  requestBody?: { content: Content; required?: boolean }
  responses: Record<string, { $ref?: string; content?: Content }>
}

export interface Document {
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, Schema>
    parameters?: Record<string, Parameter>
    responses?: Record<string, { content?: Content }>
  }
}

const folder = '../shared/okta'
const files = { management: 'openapi-subset.json', oauth: 'openapi-oauth-token-subset.json' } as const

/** Okta's own documents lie beside the project, not in it. */
export const present = Object.values(files).every(file => existsSync(`${folder}/${file}`))
export const absence = `${folder}/${files.management} is absent: nothing is compared with Okta's OpenAPI document`

/** One of Okta's two documents. Throws when it is absent. */
export function readDocument(which: keyof typeof files): Document {
  return JSON.parse(readFileSync(`${folder}/${files[which]}`, 'utf8')) as Document
}

/** What is known of the document's own faults, as text. */
export const readNotes = () => readFileSync(`${folder}/README.md`, 'utf8')
/** What is known of Okta beside its documents. */
export const readBehaviour = () => readFileSync(`${folder}/okta-api.md`, 'utf8')

/** The name of a component that a reference points to. */
export const refName = (ref: string) => ref.slice(ref.lastIndexOf('/') + 1)
