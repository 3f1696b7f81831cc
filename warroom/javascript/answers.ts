import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Files } from './files.ts'
import { sendHttp, sendMultipart } from './http.ts'
import { refusal } from './local-calls.ts'
import type { ScriptHost } from './request.ts'
import type { Answer } from './thread.ts'

/** What a run leaves for the next; it counts only when the script did not fail (HC §8). */
export interface Saved {
  lastRun?: JsonObject
}

function ownAnswers(host: ScriptHost, files: Files, saved: Saved, debug: (text: string) => void): ScriptHost {
  /** The file of a file entry: the host knows the entry, `{FileID, File}`, and the files are ours. */
  async function fileOf(entryId: Json | undefined): Promise<{ name: string; content: Uint8Array }> {
    const entry = (await host.getFileEntry?.([entryId ?? null])) as JsonObject | undefined
    if (!entry) throw new Error(`There is no file entry ${entryId}.`)
    return { name: String(entry.File), content: files.read(String(entry.FileID)) }
  }
  return {
    http: args => sendHttp(args, files),
    httpMultipart: async args => sendMultipart(args, args[1] ? await fileOf(args[1]) : undefined, files),
    saveFile: ([content]) => files.save(String(content)),
    entrytoa: async ([entryId]) => Buffer.from((await fileOf(entryId)).content).toString('base64'),
    log([level, text]) {
      debug(`${level}: ${text}`)
      return null
    },
    setLastRun([value]) {
      saved.lastRun = value as JsonObject
      return null
    },
  }
}

/** Answers the calls of one run: ours first, then those of the war room. */
export function answersOf(
  script: string,
  host: ScriptHost,
  files: Files,
  saved: Saved,
  debug: (text: string) => void,
): Answer {
  const offered = new Map(Object.entries({ ...host, ...ownAnswers(host, files, saved, debug) }))
  return async (name, text) => {
    try {
      const answer = offered.get(name)
      if (!answer) throw new Error(`"${script}" uses ${name}, which this war room does not offer.`)
      return JSON.stringify({ value: (await answer(JSON.parse(text))) ?? null })
    } catch (cause) {
      return refusal(cause)
    }
  }
}
