/**
 * The thread in which scripts of strangers run, one after the other, inside QuickJS. A host call posts to the main thread
 * and blocks until the answer lies in the port, so that the script's world is synchronous (HC-103).
 */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { newQuickJSWASMModule } from 'quickjs-emscripten'
import { createContextLanguage } from '../context/index.ts'
import { openSandbox } from '../sandbox/index.ts'
import { MEMORY_BYTES, STACK_BYTES } from './limits.ts'
import { answered, localCalls } from './local-calls.ts'
import type { Setup } from './request.ts'
import { runScript } from './run-script.ts'
import type { FromThread, ThreadData, ToThread } from './thread.ts'

const { answers, flag } = workerData as ThreadData
const wake = new Int32Array(flag)
const main = parentPort as MessagePort
const say = (message: FromThread): void => main.postMessage(message)

const module = await newQuickJSWASMModule()
const local = localCalls(createContextLanguage(await openSandbox()))

/** Blocks for `milliseconds`, or until somebody wakes the thread. */
function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

function ask(name: string, args: string): string {
  Atomics.store(wake, 0, 0)
  say({ ask: name, args })
  Atomics.wait(wake, 0, 0)
  return receiveMessageOnPort(answers)?.message as string
}

function call(name: string, args: string): string {
  const answer = local.get(name)
  if (answer) return answered(() => answer(JSON.parse(args)))
  if (name !== 'wait') return ask(name, args)
  const [seconds] = JSON.parse(args) as [number]
  sleep(seconds * 1000)
  return '{"value":null}'
}

main.on('message', ({ code, setup }: ToThread) => {
  try {
    const limits = { memoryBytes: MEMORY_BYTES, stackBytes: STACK_BYTES }
    say({ ended: runScript(module, code, JSON.parse(setup) as Setup, call, limits) })
  } catch (cause) {
    say({ lost: cause instanceof Error ? cause.message : String(cause) })
  }
})
