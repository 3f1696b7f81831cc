import type { Json } from '../../kit/wire.ts'

/** An argument as the YAML of a command declares it; `default` marks the one that takes a bare value. */
export interface ArgumentDeclaration {
  name: string
  default?: boolean
  defaultValue?: Json
  required?: boolean
  isArray?: boolean
  secret?: boolean
}

export interface CommandDeclaration {
  name: string
  arguments: readonly ArgumentDeclaration[]
}
