import { z } from 'zod'
import type { JsonObject } from '../../kit/wire.ts'

// YAML authors write a number or a boolean where a text is meant (`defaultValue: 50`), and leave `arguments:` empty.
const words = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .nullish()
  .transform(value => value ?? undefined)
const flag = z
  .boolean()
  .nullish()
  .transform(value => value ?? false)
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform(items => items ?? [])

const argument = z.object({
  name: z.string(),
  description: words,
  required: flag,
  default: flag,
  defaultValue: words,
  isArray: flag,
  secret: flag,
  predefined: listOf(z.union([z.string(), z.number(), z.boolean()]).transform(String)),
})

const command = z.object({
  name: z.string(),
  description: words,
  deprecated: flag,
  arguments: listOf(argument),
  outputs: listOf(z.object({ contextPath: words, description: words, type: words })),
})

const parameter = z.object({
  name: z.string(),
  display: words,
  type: z.number(),
  required: flag,
  defaultvalue: words,
  options: listOf(z.string()),
  hiddenusername: flag,
  additionalinfo: words,
})

const integration = z.object({
  commonfields: z.object({ id: z.string() }),
  name: z.string(),
  display: words,
  category: words,
  description: words,
  configuration: listOf(parameter),
  script: z.object({
    script: words,
    type: words,
    commands: listOf(command),
    isfetch: z.union([z.boolean(), z.string()]).nullish(),
  }),
  defaultclassifier: words,
  defaultmapperin: words,
  defaultmapperout: words,
})

export type Argument = z.output<typeof argument>
export type Command = z.output<typeof command>
export type Parameter = z.output<typeof parameter>

/** An integration as the war room runs it; `code` is its script's text, `language` what that is written in. */
export interface Integration {
  brand: string
  display: string
  category: string
  description: string
  parameters: Parameter[]
  commands: Command[]
  code: string
  language: string
  file: string
  /** Whether it can fetch incidents, and what it maps them with unless the instance says otherwise. */
  isFetch?: boolean
  defaultClassifier?: string | undefined
  defaultMapperIn?: string | undefined
}

/** Public YAMLs write `"null"` where there is none. */
function named(text: string | undefined): string | undefined {
  return text === '' || text === 'null' ? undefined : text
}

/**
 * The integration in a parsed YAML; `code` stands beside the YAML in the repository form and inside it in the zip.
 * Throws a ZodError when the YAML lacks what a run needs.
 */
export function readIntegration(item: JsonObject, code: string | undefined, file: string): Integration {
  const read = integration.parse(item)
  return {
    brand: read.commonfields.id,
    display: read.display ?? read.name,
    category: read.category ?? '',
    description: read.description ?? '',
    parameters: read.configuration,
    commands: read.script.commands,
    code: code ?? read.script.script ?? '',
    language: read.script.type ?? '',
    file,
    isFetch: String(read.script.isfetch ?? false).toLowerCase() === 'true',
    defaultClassifier: named(read.defaultclassifier),
    defaultMapperIn: named(read.defaultmapperin),
  }
}
