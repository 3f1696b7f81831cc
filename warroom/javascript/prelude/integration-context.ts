import type { Section } from './section.ts'

/** The versioned integration context: read, change, write, and again when somebody else wrote in between (HC §8). */
export const INTEGRATION_CONTEXT: Section = {
  names:
    'getVersionedIntegrationContext setVersionedIntegrationContext mergeVersionedIntegrationContext'.split(
      ' ',
    ),
  code: `
const __TRIES = 10

function getVersionedIntegrationContext(sync, withVersion) {
  const versioned = getIntegrationContext(sync ?? true)
  return withVersion ? versioned : versioned.context
}

function setVersionedIntegrationContext(context, sync, version) {
  const answer = setIntegrationContext(context, version ?? -1, sync ?? true)
  return !(answer && answer.Error)
}

function mergeVersionedIntegrationContext(given) {
  const { newContext, retries, version } = given ?? {}
  let wanted = version
  for (let tried = 0; tried < (retries || __TRIES); tried++) {
    const present = getIntegrationContext(true)
    const merged = mergeDicts(present.context, newContext)
    for (const [key, value] of Object.entries(merged)) if (value === null) delete merged[key]
    if (setVersionedIntegrationContext(merged, true, wanted ?? present.version)) return merged
    wanted = undefined
  }
  throw new Error('The integration context was changed by others again and again; nothing was written.')
}

__offer({ getVersionedIntegrationContext, setVersionedIntegrationContext, mergeVersionedIntegrationContext })
`,
}
