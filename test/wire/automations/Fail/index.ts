import { automation } from '../../../../kit/automation.ts'
import { choice } from '../../../../kit/command.ts'
import { Refusal } from '../../../../kit/errors.ts'

export const Fail = automation({
  name: 'Fail',
  description: 'Fails in one way or another.',
  args: { how: choice(['refusal', 'fault', 'exit'], { required: true, description: 'The way.' }) },
  outputs: [],
  async run({ how }) {
    if (how === 'refusal') throw new Refusal('There is no profile; give one.', { missing: 'profile' })
    if (how === 'exit') process.exit(3)
    throw new TypeError('x is not a function')
  },
})
