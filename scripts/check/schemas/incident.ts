import {
  anything,
  flag,
  list,
  number,
  olderMarketplaces,
  oneOf,
  strict,
  text,
  textOrNull,
  texts,
  whole,
} from './build.ts'

/** The kinds of value a field can hold (pack layout §5); IF103 names them. */
export const FIELD_TYPES = [
  'shortText',
  'longText',
  'boolean',
  'singleSelect',
  'multiSelect',
  'date',
  'user',
  'role',
  'number',
  'attachments',
  'tagsSelect',
  'internal',
  'url',
  'markdown',
  'grid',
  'timer',
  'html',
]

const fieldFacts = {
  version: number,
  fromVersion: text,
  toVersion: text,
  description: textOrNull,
  content: flag,
  group: number,
  system: flag,
  locked: flag,
  associatedTypes: anything,
  systemAssociatedTypes: anything,
  associatedToAll: flag,
  unmapped: flag,
  unsearchable: flag,
  required: flag,
  neverSetAsRequired: flag,
  isReadOnly: flag,
  useAsKpi: flag,
  hidden: flag,
  ownerOnly: flag,
  selectValues: anything,
  validationRegex: text,
  placeholder: text,
  columns: anything,
  defaultRows: anything,
  script: text,
  fieldCalcScript: text,
  breachScript: text,
  threshold: number,
  sla: number,
  caseInsensitive: flag,
  closeForm: flag,
  editForm: flag,
  openEnded: flag,
  itemVersion: text,
  propagationLabels: anything,
  modified: text,
  supportedModules: texts,
}

/** Pack layout §5, "incident field". */
export const incidentField = strict(
  { id: text, name: text, cliName: text, type: text },
  {
    ...fieldFacts,
    marketplaces: olderMarketplaces,
    runScriptAfterIncUpdate: flag,
    template: text,
    Aliases: list(strict({ cliName: text, name: text, type: oneOf(...FIELD_TYPES) })),
  },
)

/** Pack layout §5, "indicator field". */
export const indicatorField = strict(
  { id: text, name: text, cliName: text, type: text },
  { ...fieldFacts, marketplaces: olderMarketplaces },
)

const algorithm = { type: 'integer', minimum: 0, maximum: 3 }

/** Pack layout §5, "incident type". */
export const incidentType = strict(
  { id: text, name: text, version: whole, color: text },
  {
    playbookId: textOrNull,
    autorun: flag,
    closureScript: text,
    preProcessingScript: text,
    layout: text,
    hours: whole,
    days: whole,
    weeks: whole,
    hoursR: whole,
    daysR: whole,
    weeksR: whole,
    sla: whole,
    slaReminder: whole,
    reputationCalc: algorithm,
    onChangeRepAlg: algorithm,
    extractSettings: strict({}, { mode: text, fieldCliNameToExtractSettings: anything }),
    default: flag,
    disabled: flag,
    readonly: flag,
    system: flag,
    locked: flag,
    detached: flag,
    prevName: text,
    sortValues: anything,
    vcShouldIgnore: flag,
    fromVersion: text,
    toVersion: text,
    marketplaces: olderMarketplaces,
  },
)
