import type { Json, JsonObject } from '../../kit/wire.ts'
import type { ContextLanguage, Roots } from '../context/index.ts'

/**
 * A value of a mapper, a playbook argument or a condition (mapping.md §2). YAML files write `iscontext` and
 * `ignorecase`, JSON files `isContext` and `ignoreCase`: both are read everywhere.
 */
export interface Value {
  simple?: Json | undefined
  complex?: Complex | null | undefined
}

export interface Complex {
  root?: string
  accessor?: string | null
  filters?: Filter[][] | null
  transformers?: Transformer[] | null
}

export interface Operand {
  value?: Value | null
  isContext?: boolean
  iscontext?: boolean
}

export interface Filter {
  operator: string
  left?: Operand | null
  right?: Operand | null
  ignoreCase?: boolean
  ignorecase?: boolean
}

export interface Transformer {
  operator: string
  args?: { [name: string]: Operand | null } | null
}

/** The part of the context language that values need. */
export type Language = Pick<ContextLanguage, 'query' | 'interpolate'>

/** An automation as filter or transformer (MP-57, MP-60). `run` answers synchronously and throws on an error entry. */
export interface Script {
  /** The tag `entirelist`: the script gets a list as a whole, not element by element. */
  entireList: boolean
  run(args: JsonObject): Json | undefined
}

/** What the evaluation of a value needs besides the value and its context. */
export interface Env {
  language: Language
  roots?: Roots
  /** Finds the automation of a name; undefined when there is none. */
  findScript?: (name: string) => Script | undefined
}
