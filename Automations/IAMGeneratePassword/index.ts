import { randomInt } from 'node:crypto'
import { automation } from '../../kit/automation.ts'
import { count, text } from '../../kit/command.ts'
import { password } from './password.ts'
import { policyOf } from './policy.ts'

/** Symbols that a shell, a URL, HTML and a spoken word leave as they are. */
const SAFE_SYMBOLS = '=+-.:@_'

const least = (what: string, defaultValue: string) =>
  count({ description: `The least number of ${what} in the password.`, defaultValue })
const most = (what: string, defaultValue: string) =>
  count({ description: `The largest number of ${what} in the password.`, defaultValue })

export const IAMGeneratePassword = automation({
  name: 'IAMGeneratePassword',
  description:
    'Makes a password from cryptographic randomness. Only the entry holds it, as the member NEW_PASSWORD of its contents; the context does not get it.',
  tags: ['iam'],
  args: {
    min_lcase: least('lower case letters', '5'),
    max_lcase: most('lower case letters', '10'),
    min_ucase: least('upper case letters', '5'),
    max_ucase: most('upper case letters', '10'),
    min_digits: least('digits', '5'),
    max_digits: most('digits', '10'),
    min_symbols: least('symbols', '2'),
    max_symbols: most('symbols', '4'),
    symbols: text({
      description: 'The symbols that may be in the password, without anything between them.',
      defaultValue: SAFE_SYMBOLS,
    }),
  },
  outputs: [],
  async run(bounds) {
    const made = password(policyOf(bounds), end => randomInt(end))
    // Raw in a code span: a host that masks the value in what it keeps would not find it with its symbols escaped.
    return {
      readable: `The new password is \`${made}\`.`,
      contents: { NEW_PASSWORD: made },
      reveals: ['NEW_PASSWORD'],
    }
  },
})
