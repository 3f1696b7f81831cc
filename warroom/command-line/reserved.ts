/** Arguments the host takes off every command (HC-24). */
export const RESERVED_NAMES: readonly string[] = [
  'using',
  'using-brand',
  'using-category',
  'raw-response',
  'extend-context',
  'ignore-outputs',
  'execution-timeout',
  'retry-count',
  'retry-interval',
  'debug-mode',
  'auto-extract',
]

/** The spellings under which they are known. */
const RESERVED = new Map(RESERVED_NAMES.map(name => [name, name])).set('ignore-output', 'ignore-outputs')

/** The reserved argument that `name` means, undefined when it means none. */
export function reservedName(name: string): string | undefined {
  return RESERVED.get(name)
}
