import { describe, expect, test } from 'vitest'
import { runOptions } from '../../../warroom/engine/run-options.ts'
import { Refusal } from '../../../warroom/refusal.ts'

const DEFAULTS = {
  rawResponse: false,
  ignoreOutputs: false,
  extendContext: undefined,
  timeoutSeconds: undefined,
  retryCount: 0,
  retryIntervalSeconds: 1,
}

describe('reserved arguments (HC-24)', () => {
  test.each<[Record<string, string>, object]>([
    [{}, {}],
    [{ 'raw-response': 'true' }, { rawResponse: true }],
    [{ 'raw-response': 'FALSE' }, { rawResponse: false }],
    [{ 'ignore-outputs': 'Yes' }, { ignoreOutputs: true }],
    [{ 'ignore-outputs': 'no' }, { ignoreOutputs: false }],
    [{ 'extend-context': 'A=b' }, { extendContext: 'A=b' }],
    [{ 'execution-timeout': '0.5' }, { timeoutSeconds: 0.5 }],
    [{ 'execution-timeout': '86400' }, { timeoutSeconds: 86_400 }],
    [
      { 'retry-count': '3', 'retry-interval': '0' },
      { retryCount: 3, retryIntervalSeconds: 0 },
    ],
    [{ 'retry-count': '2.7' }, { retryCount: 2 }],
    [{ using: 'x', 'using-brand': 'y', 'debug-mode': 'true' }, {}],
  ])('%j', (reserved, expected) => {
    expect(runOptions(reserved)).toEqual({ ...DEFAULTS, ...expected })
  })

  test.each<[Record<string, string>, string]>([
    [{ 'raw-response': 'maybe' }, '"raw-response" must be true or false, not "maybe".'],
    [{ 'ignore-outputs': '1' }, '"ignore-outputs" must be true or false, not "1".'],
    [{ 'execution-timeout': '0' }, '"execution-timeout" must be a number from 0.001 to 2000000, not "0".'],
    [{ 'execution-timeout': '-5' }, '"execution-timeout" must be a number'],
    [{ 'execution-timeout': '1e99' }, '"execution-timeout" must be a number'],
    [{ 'execution-timeout': ' ' }, '"execution-timeout" must be a number'],
    [{ 'retry-count': 'twice' }, '"retry-count" must be a number from 0 to 2000000, not "twice".'],
    [{ 'retry-interval': '-1' }, '"retry-interval" must be a number'],
    [{ 'retry-interval': 'NaN' }, '"retry-interval" must be a number'],
  ])('%j is refused', (reserved, sentence) => {
    expect(() => runOptions(reserved)).toThrow(Refusal)
    expect(() => runOptions(reserved)).toThrow(sentence)
  })
})
