import { argumentsYaml, argumentTables, outputsYaml } from './argument-metadata.ts'
import type { AnyAutomation } from './automation.ts'
import type { PackFacts } from './metadata.ts'
import type { JsonObject } from './wire.ts'

/** The automation YAML of the repository form, keys as the platform's strict model has them (pack layout §4). */
export function automationYaml(
  { name, description, tags = [], args, outputs, timeout }: AnyAutomation,
  { dockerimage, fromversion }: PackFacts,
): JsonObject {
  return {
    commonfields: { id: name, version: -1 },
    name,
    script: '',
    type: 'python',
    subtype: 'python3',
    dockerimage,
    tags: [...tags],
    comment: description,
    enabled: true,
    args: argumentsYaml(args),
    outputs: outputsYaml(outputs),
    scripttarget: 0,
    ...(timeout !== undefined && { timeout }),
    runonce: false,
    // DBotRole may do anything (SC106).
    runas: 'DBotWeakRole',
    fromversion,
    tests: ['No tests (auto formatted)'],
  }
}

/** The README of an automation: what it does, its arguments and context paths. */
export function automationReadme({ name, description, tags = [], args, outputs }: AnyAutomation): string {
  const lines = [
    `# ${name}`,
    '',
    description,
    '',
    ...(tags.length ? [`Tags: ${tags.join(', ')}.`, ''] : []),
    ...argumentTables(args, outputs),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}
