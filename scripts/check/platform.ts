/** What content may name without shipping it: the platform's commands (playbook.md §10) and CommonScripts' automations. */
export interface Known {
  /** Argument names; absent where no source lists them all, and then none is judged. */
  readonly args?: readonly string[]
  /** First segments of the context paths it writes. */
  readonly writes?: readonly string[]
}

const words = (text: string): string[] => text.split(' ')
const bare = (text: string): [string, Known][] => words(text).map(name => [name, {}])

export const COMMANDS: ReadonlyMap<string, Known> = new Map<string, Known>([
  ...bare(
    'reopenInvestigation investigate setPlaybook setPlaybookAccordingToType setOwner setSeverity setPhase taskReopen ' +
      'taskAssign addTask getContext delContext getEntry getEntries addEntries createEntry setEntriesTags markAsNote ' +
      'markAsEvidence scheduleEntry cancelScheduledEntry stopScheduleEntry searchIndicators createNewIncidentFromList ' +
      'setIndicator setIndicators appendIndicatorField removeIndicatorField associateIndicatorToIncident ' +
      'associateIndicatorsToIncident unAssociateIndicatorFromIncident unAssociateIndicatorsFromIncident ' +
      'enrichIndicators extractIndicators deleteIndicators linkIncidents getRoles getUserByEmail getUserByUsername ' +
      'getFilePath executeCommandAt getServerConfig searchRelationships demisto-lock-get demisto-lock-release ' +
      'demisto-lock-release-all demisto-lock-info send-mail setIncident',
  ),
  ['createNewIncident', { writes: ['CreatedIncidentID'] }],
  ['findIndicators', { writes: ['foundIndicators'] }],
  ['getIndicator', { writes: ['foundIndicators'] }],
  ['createNewIndicator', { writes: ['CreatedIndicator'] }],
  ['getIncidents', { writes: ['foundIncidents'] }],
  ['getUsers', { writes: ['DemistoUsers'] }],
  ['closeInvestigation', { args: words('closeReason closeNotes id') }],
  [
    'taskComplete',
    { args: words('id parentPlaybookID incidentId comment input allowSkipped isAutoRun args') },
  ],
  ['getList', { args: ['listName'] }],
  ...words('setList createList addToList removeFromList').map((name): [string, Known] => [
    name,
    { args: ['listName', 'listData'] },
  ]),
  ...words('startTimer pauseTimer stopTimer resetTimer').map((name): [string, Known] => [
    name,
    { args: words('timerField incidentId') },
  ]),
])

export const AUTOMATIONS: ReadonlyMap<string, Known> = new Map<string, Known>([
  ...bare(
    'AssignAnalystToIncident SetGridField DT CreateEmailHtmlBody SetIfEmpty InRange IsGreaterThan IsIPInRanges ' +
      'IsInCidrRanges IsNotInCidrRanges ReverseList TimeStampToDate StringReplace WhereFieldEquals ' +
      'FirstArrayElement LastArrayElement JoinIfSingleElementOnly RemoveEmpty StringifyArray MapValuesTransformer ' +
      'Base64Encode Base64Decode ConvertKeysToTableFieldFormat',
  ),
  ['Set', { args: words('key value append stringify') }],
  ['SetAndHandleEmpty', { args: words('key value append stringify force') }],
  ['SetMultipleValues', { args: words('parent keys values') }],
  ['AppendIfNotEmpty', { args: words('key value append') }],
  ['DeleteContext', { args: words('all key index keysToKeep subplaybook') }],
  ['Print', { args: ['value'] }],
  ['PrintErrorEntry', { args: ['message'] }],
  ['AreValuesEqual', { args: words('left right') }],
  ['Exists', { args: ['value'] }],
  ['IsIntegrationAvailable', { args: ['brandname'], writes: ['brandInstances'] }],
  ['Sleep', { args: ['seconds'] }],
  ['GetErrorsFromEntry', { args: ['entry_id'], writes: ['ErrorEntries'] }],
  ['ParseJSON', { args: ['value'] }],
  ['GetServerURL', { writes: ['ServerURL'] }],
  ['GetEnabledInstances', { writes: ['EnabledInstances'] }],
  ['FindSimilarIncidents', { writes: ['similarIncident', 'similarIncidentList', 'isSimilarIncidentFound'] }],
  ['GetTime', { writes: ['TimeNow', 'TimeNowUnix'] }],
  ['GeneratePassword', { writes: ['NEW_PASSWORD'] }],
])

/** Playbooks of CommonPlaybooks that content may call. */
export const PLAYBOOKS: readonly string[] = ['GenericPolling']

/** HC-24: taken by the host from every command's arguments. */
export const RESERVED: readonly string[] = words(
  'using using-brand using-category raw-response extend-context ignore-outputs ignore-output execution-timeout ' +
    'retry-count retry-interval debug-mode auto-extract continue-on-error',
)

/** DT-50, the files that any task may bring, and what the platform itself keeps. */
export const ROOTS: readonly string[] = words(
  'incident inputs modules lists currentPlaybookID lastCompletedTaskEntries task File InfoFile demistoUrls currentUser',
)

/** Keys of every incident, as `incident.<key>` has them (host-contract.md §3; content-docs' example). */
export const INCIDENT_KEYS: readonly string[] = words(
  'id investigationId name type rawType rawName rawJSON rawCategory rawPhase rawCloseReason severity status owner ' +
    'created occurred modified activated closed closeReason closeNotes closingUserId dueDate reminder phase playbookId ' +
    'sourceBrand sourceInstance labels attachment details roles category linkedIncidents linkedCount droppedCount ' +
    'account autime canvases isPlayground lastOpen notifyTime openDuration parent reason runStatus sla version ' +
    'CustomFields dbotMirrorId dbotMirrorInstance dbotMirrorDirection dbotMirrorTags dbotMirrorLastSync',
)

/** Arguments of setIncident and createNewIncident beside the fields (playbook.md §10). */
export const INCIDENT_ARGS: readonly string[] = words(
  'customFields addLabels id replacePlaybook deleteEmptyField sla slaField systems timerFields',
)

/** MP-48. */
export const FILTERS: readonly string[] = words(
  'isEqualString isNotEqualString isEqual isNotEqual isEqualCase isNotEqualCase isEqualNumber isNotEqualNumber ' +
    'greaterThan greaterThanOrEqual lessThan lessThanOrEqual isSame isBefore isAfter isTrue isFalse isExists ' +
    'isNotExists isEmpty isNotEmpty containsString notContainsString contains notContains containsGeneral ' +
    'notContainsGeneral in notIn inList notInList startWith notStartWith endWith notEndWith match stringHasLength ' +
    'hasLength isIdenticalIncident isNotIdenticalIncident',
)

/** MP-56. */
export const TRANSFORMERS: readonly string[] = words(
  'toUpperCase toLowerCase trim split splitAndTrim replace replaceMatch concat substring substringFrom substringTo ' +
    'strLength round floor ceil abs precision addition subtraction multiply division modulo toPercent ' +
    'quadraticEquation toString toUnix getField sort count atIndex join uniq indexOf slice sliceByItem splice append ' +
    'Stringify',
)
