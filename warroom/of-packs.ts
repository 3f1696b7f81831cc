import { BUILT_INS } from './builtin/index.ts'
import { lockCommands } from './builtin/locks.ts'
import type { ContextLanguage } from './context/index.ts'
import { builtInAutomations, packAutomations } from './engine/automations.ts'
import { ownCommands } from './engine/own-command.ts'
import type { Parts } from './engine/parts.ts'
import type { FindScript } from './engine/scripts.ts'
import { fetchCommands } from './fetch/instances.ts'
import type { Instance } from './instances/instance.ts'
import type { JavaScriptRunner } from './javascript/index.ts'
import { createMapping, type Mapping } from './mapping/mapping.ts'
import type { Classifier, Field, Mapper } from './mapping/types.ts'
import type { Content } from './pack/content.ts'
import type { Kind } from './pack/identify.ts'

function items<T>(content: Content, kind: Kind): T[] {
  return content.of(kind).map(({ item }) => item as T)
}

/** Mappers, classifiers and fields. */
export function mappingOf(content: Content, language: ContextLanguage, findScript: FindScript): Mapping {
  return createMapping({
    mappers: items<Mapper>(content, 'mapper'),
    classifiers: items<Classifier>(content, 'classifier'),
    fields: items<Field>(content, 'incident field'),
    language,
    findScript,
  })
}

/** The commands that need no instance; of two with one name the first counts. */
export function ownCommandsOf(
  content: Content,
  instances: Instance[],
  language: ContextLanguage,
  runner: JavaScriptRunner,
): Parts['own'] {
  return ownCommands(
    BUILT_INS,
    fetchCommands(instances),
    packAutomations(content.automations.values(), runner),
    builtInAutomations(language),
    lockCommands(content),
  )
}
