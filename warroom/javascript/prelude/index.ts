import { ACTIONS } from './actions.ts'
import { BOOT } from './boot.ts'
import { CLOCK } from './clock.ts'
import { ENTRIES } from './entries.ts'
import { HOST } from './host.ts'
import { INDICATORS } from './indicators.ts'
import { INTEGRATION_CONTEXT } from './integration-context.ts'
import { PATTERNS } from './patterns.ts'
import { REPUTATION } from './reputation.ts'
import { TABLE } from './table.ts'
import { TEXT } from './text.ts'
import { VALUES } from './values.ts'

const SECTIONS = [
  ENTRIES,
  VALUES,
  TEXT,
  PATTERNS,
  TABLE,
  ACTIONS,
  INDICATORS,
  REPUTATION,
  INTEGRATION_CONTEXT,
]

/**
 * Everything a script finds before its first line, as one function `(ask, setup) → finish`. It is text, because it runs
 * inside QuickJS and nowhere else. Its functions are globals that a script may hide or replace, as it may on the platform.
 */
export const PRELUDE = `(function (__ask, __setup) {
${BOOT}
${CLOCK}
${HOST}
${SECTIONS.map(({ names, code }) => `__lazy(${JSON.stringify(names)}, ${JSON.stringify(code)})`).join('\n')}
return __finish
})`
