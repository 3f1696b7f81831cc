import {
  anything,
  flag,
  list,
  mapOf,
  marketplaces,
  oneOf,
  record,
  type Schema,
  strict,
  text,
  textOrNull,
  textOrNumber,
  texts,
  whole,
} from './build.ts'

const TYPES = ['regular', 'playbook', 'condition', 'start', 'title', 'section', 'standard', 'collection']

const side = strict({ value: anything }, { iscontext: flag, value_x2: anything })
const comparison = strict({ operator: text, left: side }, { right: side, ignorecase: flag })
/** Outer list AND, inner list OR (MP-40). */
const conditions = list(list(comparison))

/** `script:` and its kin may be empty, which is null (PB-1). */
const task = strict(
  { id: text, version: whole, name: text, description: text, iscommand: flag, brand: text },
  {
    type: oneOf(...TYPES),
    script: textOrNull,
    scriptName: textOrNull,
    playbookName: textOrNull,
    playbookId: textOrNull,
    tags: texts,
    elasticcommonfields: record,
    issystemtask: flag,
    clonedfrom: text,
    name_x2: text,
    description_x2: text,
    script_x2: text,
    scriptName_x2: text,
    playbookName_x2: text,
    playbookId_x2: text,
  },
)

const loop = strict(
  {},
  {
    iscommand: flag,
    builtincondition: conditions,
    scriptId: text,
    scriptArguments: record,
    exitCondition: text,
    max: whole,
    wait: whole,
    forEach: flag,
  },
)

const simple = strict({ simple: textOrNumber })
const evidence = strict({}, { description: simple, occurred: simple, tags: simple, customfields: record })

const step = strict(
  { id: text, taskid: text, type: oneOf(...TYPES), task, view: text },
  {
    nexttasks: mapOf(texts),
    scriptarguments: record,
    conditions: list(strict({ label: text, condition: conditions })),
    loop,
    separatecontext: flag,
    continueonerror: flag,
    continueonerrortype: oneOf('errorPath', ''),
    skipunavailable: flag,
    ignoreworker: flag,
    results: texts,
    reputationcalc: { type: 'integer', minimum: 0, maximum: 3 },
    fieldMapping: list(record),
    timertriggers: list(strict({ fieldname: text, action: oneOf('start', 'pause', 'stop') })),
    message: record,
    form: record,
    defaultassigneecomplex: record,
    sla: record,
    slareminder: record,
    restrictedcompletion: flag,
    evidencedata: evidence,
    note: flag,
    quiet: flag,
    quietmode: { type: 'integer', minimum: 0, maximum: 2 },
    isoversize: flag,
    isautoswitchedtoquietmode: flag,
  },
)

const steps: Schema = {
  type: 'object',
  patternProperties: { '^[0-9]+(:(xsoar|marketplacev2|xpanse|xsoar_saas|xsoar_on_prem))?$': step },
  additionalProperties: false,
}

const input = strict(
  { key: text, description: text },
  { value: anything, required: flag, playbookInputQuery: anything },
)
const output = strict({ contextPath: text, description: text }, { type: text })

/** playbook.md §1 and §2. */
export const playbook = strict(
  {
    id: text,
    version: whole,
    name: text,
    description: text,
    starttaskid: text,
    view: text,
    tasks: steps,
    fromversion: text,
  },
  {
    inputs: list(input),
    outputs: list(output),
    inputSections: list(strict({ name: text, description: text, inputs: texts })),
    outputSections: list(strict({ name: text, description: text, outputs: texts })),
    quiet: flag,
    hidden: flag,
    deprecated: flag,
    internal: flag,
    system: flag,
    beta: flag,
    tags: texts,
    tests: texts,
    rolename: texts,
    toversion: text,
    marketplaces,
    sourceplaybookid: text,
    supportedModules: texts,
    contentitemexportablefields: strict(
      {},
      { contentitemfields: strict({}, { propagationLabels: anything }) },
    ),
    elasticcommonfields: record,
  },
)
