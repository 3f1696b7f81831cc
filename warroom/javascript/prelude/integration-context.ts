import type { Section } from './section.ts'

/** The versioned integration context: read, change, write, and again when somebody else wrote in between (HC §8). */
export const INTEGRATION_CONTEXT: Section = {
  names:
    'getVersionedIntegrationContext setVersionedIntegrationContext mergeVersionedIntegrationContext'.split(
      ' ',
    ),
  code: `
function getVersionedIntegrationContext(sync, withVersion) {
  const versioned = getIntegrationContext(true)
  return withVersion ? versioned : versioned.context
}

function setVersionedIntegrationContext(context, sync, version) {
  return setIntegrationContext(context, version ?? -1, sync ?? true)
}

// Two lists whose items are known by one member: a new item takes the place of the old one, or takes it away.
function __mergedItems(present, fresh, member) {
  const items = new Map([...toArray(present), ...toArray(fresh)].map(item => [item[member], item]))
  return [...items.values()].filter(item => !item.remove)
}

function __mergeInto(context, newContext, objectKey) {
  for (const [key, value] of Object.entries(newContext ?? {})) {
    if (value === 'remove') delete context[key]
    else if (context[key] && hasOwn(objectKey, key))
      __set(context, key, __mergedItems(context[key], value, objectKey[key]))
    else __set(context, key, value)
  }
}

// A version that was given says what the caller has seen; only a retry may look again.
function mergeVersionedIntegrationContext(given) {
  const { newContext, retries, version, objectKey } = given ?? {}
  let wanted = version
  for (let left = retries || 0; left >= 0; left--) {
    const present = getIntegrationContext(true)
    __mergeInto(present.context, newContext, objectKey ?? {})
    if (!setVersionedIntegrationContext(present.context, true, wanted ?? present.version).Error) return
    wanted = undefined
  }
  throw new Error('The integration context was changed by somebody else; nothing was written.')
}

__offer({ getVersionedIntegrationContext, setVersionedIntegrationContext, mergeVersionedIntegrationContext })
`,
}
