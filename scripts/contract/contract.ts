import { existsSync, readFileSync } from 'node:fs'
import type { Json } from '../../kit/wire.ts'

/** A command or an action of one of the systems that this pack takes the place of. */
export interface Contracted {
  readonly system: 'okta-iam' | 'okta-v2' | 'splunk-okta'
  readonly name: string
  readonly aliases: readonly string[]
  /** The platform starts it by itself (test-module, fetch-incidents). */
  readonly builtin?: boolean
  readonly args: readonly {
    readonly name: string
    readonly required?: boolean
    readonly default?: Json
    readonly predefined?: readonly string[]
  }[]
  readonly outputs: readonly { readonly path: string }[]
  readonly undocumentedOutputs?: readonly { readonly path: string }[]
}

/** An instance parameter of one of them. */
export interface ContractedParameter {
  readonly system: Contracted['system']
  readonly name: string
  readonly type: number | string
  readonly default: Json
}

export interface Contract {
  readonly commands: readonly Contracted[]
  readonly params: readonly ContractedParameter[]
}

/** Where what a Splunk action takes and gives is found in the command that takes its place. */
export interface SplunkMap {
  readonly parameters: Readonly<Record<string, string>>
  /** Data paths that every action declares. */
  readonly everywhere: Readonly<Record<string, string>>
  readonly actions: Readonly<
    Record<
      string,
      {
        readonly command: string
        readonly arguments: Readonly<Record<string, string>>
        /** Of arguments whose values are others here: each value to ours. */
        readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>
        /** Each of its data paths to a path of the entry, such as `Contents.*.profile.city`. */
        readonly paths: Readonly<Record<string, string>>
      }
    >
  >
}

const FOLDER = '../shared/contract'

/** The contract, where the specification lies beside the project; undefined where it does not. */
export function readContract(): Contract | undefined {
  if (!existsSync(FOLDER)) return undefined
  return { commands: json('commands'), params: json('params') }
}

export function readSplunkMap(): SplunkMap {
  return JSON.parse(readFileSync('test/fixtures/splunk-map.json', 'utf8'))
}

function json<T>(name: string): T {
  return JSON.parse(readFileSync(`${FOLDER}/${name}.json`, 'utf8'))
}
