import { type ChildProcess, spawn } from 'node:child_process'
import { linesOf } from '../../kit/lines.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { type Given, PYTHON, type Told } from '../wire/launcher.ts'
import { Platform, type Request } from './platform.ts'

const MARKER = '[ERROR-fd5a7750-7182-4b38-90ba-091824478903]'

/** One run: what the script is told, and how the loop is to run it. */
export interface Run extends Told {
  readonly native?: boolean
  /** The loop keeps the compiled code under this name. */
  readonly codeVersion?: string
  /** Called when a line of this type has come, before it is answered. */
  readonly on?: (request: Request) => void
}

/** What a run gave; `raised` is the trace of what it did not catch, `printed` what it printed. */
export interface Ran extends Given {
  readonly printed: readonly string[]
}

/** A container: one Python process that runs one script after the other. */
export interface Container {
  run(run: Run): Promise<Ran>
  /** Resolves once the loop has answered. */
  ping(): Promise<void>
  /** Ends the loop as the platform does, by the end of its input; gives the exit status. */
  end(): Promise<number | null>
  readonly process: ChildProcess
}

/** Starts a container. Only lines of the protocol may come out of it: anything else rejects the run that is on. */
export function openContainer(env: NodeJS.ProcessEnv = {}): Container {
  if (PYTHON === undefined) throw new Error('there is no python3')
  const python = spawn(PYTHON, ['test/container/loop.py'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  python.stdin.on('error', () => {})
  const exited = new Promise<number | null>(resolve => python.once('exit', resolve))
  const lines = linesOf(python.stdout)
  const next = async (): Promise<JsonObject> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`the container ended with ${await exited}`)
    return JSON.parse(value)
  }
  const write = (text: string) => python.stdin.write(`${text}\n`)
  return {
    process: python,
    run: run => converse(run, write, next),
    ping: async () => {
      write('ping')
      const { type } = await next()
      if (type !== 'pong') throw new Error(`the loop answered a ping with ${String(type)}`)
    },
    end: () => {
      python.stdin.end()
      return exited
    },
  }
}

async function converse(
  run: Run,
  write: (text: string) => void,
  next: () => Promise<JsonObject>,
): Promise<Ran> {
  const platform = new Platform(run)
  write(JSON.stringify(lineOf(run)))
  for (;;) {
    const line = await next()
    const request = line as unknown as Request
    run.on?.(request)
    if (line.type === 'completed') return { ...platform.given, printed: platform.printed }
    if (line.type === 'result') platform.take(line.results as JsonObject[])
    else if (line.type === 'exception') platform.given.raised = String(request.args?.exception)
    else if (line.type === 'entryLog') platform.printed.push(String(request.args?.message))
    else write(reply(platform, request))
  }
}

function reply(platform: Platform, request: Request): string {
  try {
    return JSON.stringify(platform.answer(request))
  } catch (error) {
    return MARKER + (error as Error).message
  }
}

/** The line that starts a run. */
function lineOf({ script, command, args = {}, params = {}, ...run }: Run): JsonObject {
  const { incident, context = {}, native = false, codeVersion } = run
  return {
    script,
    integration: command !== undefined,
    args,
    native,
    ...(command !== undefined && { command, params }),
    ...(codeVersion !== undefined && { code_version: codeVersion }),
    context: {
      Inv: { id: incident?.id ?? '0' },
      Incidents: incident ? [incident] : [],
      ExecutionContext: context,
      ParentEntry: null,
      IntegrationInstance: command === undefined ? '' : 'Okta IAM_instance_1',
      IntegrationBrand: command === undefined ? '' : 'Okta IAM',
      IsDebug: false,
    },
  }
}
