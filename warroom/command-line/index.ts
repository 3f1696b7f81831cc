export { type ResolvedArguments, resolveArguments } from './arguments.ts'
export type { ArgumentDeclaration, CommandDeclaration } from './declaration.ts'
export { CommandLineError } from './error.ts'
export {
  type ParsedArgument,
  type ParsedCommand,
  type ParsedLine,
  type ParsedOperation,
  parseLine,
} from './line.ts'
export { MASK, type MaskedCommand, maskLine } from './mask.ts'
export { quote } from './quote.ts'
export { RESERVED_NAMES, reservedName } from './reserved.ts'
export { isAbsent, runsOf } from './runs.ts'
export { secretTextsIn } from './secret-members.ts'
