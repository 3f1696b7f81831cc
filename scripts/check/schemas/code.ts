import {
  anything,
  flag,
  list,
  marketplaces,
  oneOf,
  record,
  strict,
  text,
  textOrNull,
  texts,
  whole,
} from './build.ts'

export const commonfields = strict({ id: text, version: whole })
export const dockerimage = {
  dockerimage: text,
  dockerimage45: text,
  alt_dockerimages: texts,
  nativeImage: texts,
}
export const language = {
  type: oneOf('javascript', 'python', 'powershell'),
  subtype: oneOf('python2', 'python3'),
}
export const facts = {
  deprecated: flag,
  system: flag,
  internal: flag,
  fromversion: text,
  toversion: text,
  marketplaces,
  tests: texts,
  autoUpdateDockerImage: flag,
  supportedModules: texts,
}

const argumentFacts = {
  required: flag,
  default: flag,
  isArray: flag,
  secret: flag,
  auto: oneOf('PREDEFINED'),
  predefined: texts,
  type: text,
  deprecated: flag,
  hidden: flag,
  prettyname: text,
  prettypredefined: record,
}
const named = { name: text, description: text }

/** The default of a command's argument may be of any kind, that of an automation's is text. */
const argument = strict(named, { ...argumentFacts, defaultValue: anything })
export const automationArgument = strict(named, { ...argumentFacts, defaultValue: text })

export const output = strict({ description: text }, { contextPath: text, type: text })

const command = strict(
  { name: text, description: text },
  {
    // Null is IN151's to tell.
    arguments: { ...list(argument), type: ['array', 'null'] },
    outputs: list(output),
    deprecated: flag,
    hidden: anything,
    execution: flag,
    polling: flag,
    timeout: whole,
    important: list(strict({ contextPath: text, description: text }, { related: text })),
    system: flag,
    prettyname: text,
    compliantpolicies: texts,
  },
)

const parameter = strict(
  { name: text, type: whole },
  {
    display: textOrNull,
    required: flag,
    defaultvalue: anything,
    options: texts,
    hidden: anything,
    additionalinfo: textOrNull,
    section: text,
    advanced: flag,
    displaypassword: text,
    hiddenusername: flag,
    hiddenpassword: flag,
    fromlicense: text,
  },
)

const script = strict(
  // `script` is text even in the repository form, where the code stands beside the YAML.
  { script: text, type: language.type },
  {
    ...dockerimage,
    subtype: language.subtype,
    commands: list(command),
    isfetch: flag,
    isfetchevents: flag,
    isfetchassets: flag,
    isfetchcredentials: flag,
    isFetchSamples: flag,
    feed: flag,
    longRunning: flag,
    longRunningPort: flag,
    ismappable: flag,
    isremotesyncin: flag,
    isremotesyncout: flag,
    runonce: flag,
    resetContext: flag,
  },
)

/** Pack layout §4. */
export const integration = strict(
  {
    commonfields,
    name: text,
    display: text,
    category: text,
    description: text,
    configuration: list(parameter),
    script,
  },
  {
    ...facts,
    image: text,
    detaileddescription: text,
    defaultclassifier: text,
    defaultmapperin: text,
    defaultmapperout: text,
    sectionorder: texts,
    sectionOrder: texts,
    supportlevelheader: oneOf('xsoar', 'partner', 'community'),
    hidden: flag,
    beta: flag,
    provider: text,
    autoconfiginstance: flag,
    defaultEnabled: flag,
    videos: texts,
    versionedfields: anything,
  },
)
