import type { Json, JsonObject } from '../../kit/wire.ts'
import { enabledInstances } from '../GetEnabledInstances/enabled.ts'
import { isTrue, textOf } from '../texts.ts'

export const OPERATIONS = ['create', 'update', 'enable', 'disable'] as const
export type Operation = (typeof OPERATIONS)[number]

export interface Asked {
  readonly operation: Operation
  /** IAM.ProvisioningSettings. */
  readonly settings: readonly JsonObject[]
  /** IAM.Vendor, as far as the incident has run already. */
  readonly results: readonly JsonObject[]
  readonly directoryBrand: string
  /** demisto.getModules. */
  readonly modules: Readonly<Record<string, JsonObject>>
}

/** What IAM.ProvisioningPlan holds. */
export interface Plan extends JsonObject {
  Operation: Operation
  Wanted: string[]
  Instances: string[]
  Done: string[]
  Directories: string[]
  /** Those that are switched off: a person may have an account there, or wait for one. */
  DisabledDirectories: string[]
  /** What cannot be used and must not be forgotten: a leaver's accounts, and any directory's. */
  Unusable: string[]
  /** Wherever the person is looked after: what is wanted, and the directories where they have a playbook of their own. */
  All: string[]
  /** Where something is done in this run. */
  ToTell: string[]
  Missing: string[]
  MissingReason: string
  NotifyField: string
  Notify: JsonObject[]
}

/** What an integration may have done for an operation: creating somebody who exists is an update, and the other way round. */
const DONE_BY: Record<Operation, readonly string[]> = {
  create: ['create', 'update'],
  update: ['update', 'create'],
  enable: ['update', 'enable', 'create'],
  disable: ['disable'],
}

/** Whether the directory's accounts have a playbook of their own in this operation: IAM - Create User In Active Directory. */
export const leavesDirectories = (operation: Operation): boolean =>
  operation === 'create' || operation === 'enable'

/** Whether an entry of the list wants the operation (ilm.md §2.9: create and enable only for create_user_group All). */
export function isWanted(operation: Operation, entry: JsonObject): boolean {
  if (!isTrue(entry[`${operation}_user_enabled`])) return false
  return !leavesDirectories(operation) || isTrue(entry.create_for_all)
}

/**
 * In which instances an operation is to run now. What an earlier run did there is not done again (SuccessfulVendors), and what
 * is disabled or does not exist is told.
 */
export function planProvisioning({ operation, settings, results, directoryBrand, modules }: Asked): Plan {
  const { Directories, DisabledDirectories, isDirectory } = directoriesIn(modules, directoryBrand)
  const named = settings.map(nameOf)
  const flagged = settings.filter(entry => isWanted(operation, entry)).map(nameOf)
  const left = leavesDirectories(operation) ? flagged.filter(isDirectory) : []
  // Accounts are made there without the list, so for want of an entry nobody must keep one, or keep it under an old e-mail.
  const unnamed =
    operation === 'disable' || operation === 'update' ? Directories.filter(name => !named.includes(name)) : []
  const Wanted = [...new Set([...flagged.filter(name => !left.includes(name)), ...unnamed])]
  const Done = Wanted.filter(name => isDone(operation, name, results))
  const open = Wanted.filter(name => !Done.includes(name))
  const { Missing, MissingReason } = enabledInstances(modules, { brands: [], instances: [...open, ...left] })
  // One that the list leaves out of it on purpose is nobody's concern, nor is one in which it was done before it was disabled.
  const isLeftAlone = (name: string) =>
    !leavesDirectories(operation) &&
    (isDone(operation, name, results) || (named.includes(name) && !flagged.includes(name)))
  const NotifyField = `${operation}_notify`
  const apart = leavesDirectories(operation) ? Directories : []
  const All = [...Wanted.filter(name => !Missing.includes(name)), ...apart]
  return {
    Operation: operation,
    Wanted,
    Instances: open.filter(name => !Missing.includes(name)),
    Done,
    Directories,
    DisabledDirectories,
    Unusable: [
      ...new Set([
        ...(operation === 'disable' ? Missing : []),
        ...DisabledDirectories.filter(name => !isLeftAlone(name)),
      ]),
    ],
    All,
    ToTell: All.filter(name => !isDone(operation, name, results)),
    Missing,
    MissingReason,
    NotifyField,
    Notify: told(settings, All, NotifyField),
  }
}

function directoriesIn(modules: Asked['modules'], brand: string) {
  const Directories = enabledInstances(modules, { brands: [brand], instances: [] }).Names
  const isDirectory = (name: string) =>
    Object.hasOwn(modules, name) && lower(modules[name]?.brand) === brand.toLowerCase()
  const DisabledDirectories = Object.keys(modules).filter(
    name => isDirectory(name) && !Directories.includes(name),
  )
  return { Directories, DisabledDirectories, isDirectory }
}

/** Who is told of which of these instances. */
const told = (settings: readonly JsonObject[], instances: readonly string[], field: string): JsonObject[] =>
  settings
    .filter(entry => instances.includes(nameOf(entry)))
    .map(entry => ({ instancename: nameOf(entry), recipients: addresses(entry[field]) }))
    .filter(({ recipients }) => recipients.length > 0)

/** The last result of an instance decides; one that was skipped had nothing to do. */
function isDone(operation: Operation, instance: string, results: readonly JsonObject[]): boolean {
  const last = results.findLast(({ instanceName }) => textOf(instanceName) === instance)
  if (last === undefined || !DONE_BY[operation].includes(lower(last.action))) return false
  return isTrue(last.success) || (isTrue(last.skipped) && textOf(last.success) === '')
}

export const nameOf = ({ instance_name }: JsonObject): string => textOf(instance_name)
const lower = (value: Json | undefined): string => textOf(value).toLowerCase()

function addresses(value: Json | undefined): string[] {
  const given = Array.isArray(value) ? value : textOf(value).split(',')
  return given.map(textOf).filter(Boolean)
}
