import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type Patience,
  type ReportSource,
  reportEntries,
} from '../../../Integrations/WorkdayIAM/workday/download.ts'

export const USERNAME = 'isu_okta'
export const PASSWORD = 'pass:wörd-4711'
const PATH = '/ccx/service/customreport2/acme/hr/Staff'

export type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** A server that gives these answers in turn, the last one for ever; and the requests that it saw. */
export interface Answering {
  readonly url: string
  readonly requests: IncomingMessage[]
  close(): Promise<void>
}

export async function answering(...answers: readonly Answer[]): Promise<Answering> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    answers[Math.min(requests.length, answers.length) - 1]?.(response, request)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What a download came to. */
export interface Outcome {
  readonly entries: readonly string[]
  /** The sentence of the Refusal; `undefined` when the report is whole. */
  readonly refusal: string | undefined
  /** How long it waited between attempts, in milliseconds. */
  readonly waits: readonly number[]
}

export function sourceOf(url: string, patience: Partial<Patience> = {}): ReportSource {
  return {
    url: new URL(url),
    username: USERNAME,
    password: PASSWORD,
    connection: { proxy: false, insecure: false },
    patience,
  }
}

/** Downloads the report of a server; the waits are noted, not waited, and `came` is called when entries have come. */
export async function download(
  origin: string,
  patience: Partial<Patience> = {},
  path = `${PATH}?format=json&token=query-secret`,
  came: () => void = () => {},
): Promise<Outcome> {
  const entries: string[] = []
  const waits: number[] = []
  const sleep = async (milliseconds: number) => waits.push(milliseconds)
  try {
    for await (const batch of reportEntries(sourceOf(origin + path, { sleep, ...patience }))) {
      entries.push(...batch)
      came()
    }
    return { entries, refusal: undefined, waits }
  } catch (failure) {
    if (!(failure instanceof Error) || failure.name !== 'Refusal') throw failure
    return { entries, refusal: failure.message, waits }
  }
}

export const placeIn = (origin: string) => origin + PATH
