import type { Entry, JsonObject } from '../../kit/wire.ts'
import type { Context } from '../context/index.ts'
import { fileContext } from '../files/file-entry.ts'
import type { Change, ContextEdit } from './change.ts'
import { onlyAt } from './only-at.ts'
import { contextAt } from './private-context.ts'
import type { Investigation } from './room.ts'

function sentence(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}

/** Does an edit; gives back, as a sentence, why it could not be done. Without an investigation there is nothing to do. */
export function editContext(
  investigation: Investigation | undefined,
  edit: ContextEdit,
  openContext: (initial: JsonObject) => Context,
): string[] {
  if (!investigation) return []
  const context = contextAt(investigation.context, edit.sub, openContext)
  try {
    if ('set' in edit) context.set(edit.set, edit.value)
    else if ('delete' in edit) context.delete(edit.delete)
    else if ('merge' in edit) context.merge(edit.merge)
    else if ('under' in edit) context.append(edit.under, edit.value)
    else if ('extend' in edit) context.extend(edit.contents, edit.format, edit.extend)
    else investigation.context = openContext(onlyAt(context.value, edit.keep))
    return []
  } catch (cause) {
    return [`The context of investigation ${edit.id} was not changed: ${sentence(cause)}`]
  }
}

/** Adds an entry and what it writes into the context; gives back, as a sentence, what could not be merged. */
export function addEntry(
  { entries, context: own }: Investigation,
  entry: Entry,
  { ignoreOutputs, extendContext, sub }: Partial<NonNullable<Change['investigation']>>,
  openContext: (initial: JsonObject) => Context,
): string[] {
  entries.push(entry)
  const context = contextAt(own, sub, openContext)
  try {
    // HC-64: an error entry's context counts as well.
    const writes = ignoreOutputs ? [] : [entry.EntryContext ?? {}, fileContext(entry) ?? {}]
    for (const write of writes) context.merge(write)
    if (extendContext !== undefined) context.extend(entry.Contents, entry.ContentsFormat, extendContext)
    return []
  } catch (cause) {
    return [`The context of entry ${entry.ID} was not merged: ${sentence(cause)}`]
  }
}
