import { flag, list, record, strict, text, textOrNull, texts, whole } from './build.ts'
import { automationArgument, commonfields, dockerimage, facts, language, output } from './code.ts'

/** Pack layout §4, last paragraph. */
export const automation = strict(
  { commonfields, name: text, type: language.type },
  {
    ...facts,
    ...dockerimage,
    subtype: language.subtype,
    script: textOrNull,
    tags: texts,
    comment: text,
    enabled: flag,
    args: list(automationArgument),
    outputs: list(output),
    scripttarget: whole,
    timeout: text,
    runonce: flag,
    runas: text,
    dependson: record,
    polling: flag,
    important: list(strict({ contextPath: text, description: text }, { related: text })),
    sensitive: flag,
    engineinfo: strict({}, { engine: text }),
    prettyname: text,
  },
)
