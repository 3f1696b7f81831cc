import { automation } from '../../../../kit/automation.ts'
import { count } from '../../../../kit/command.ts'

/** Runs itself, `deeper` times one in another; tells the processes, the innermost first. */
export const Nest = automation({
  name: 'Nest',
  description: 'Runs itself.',
  args: { deeper: count({ required: true, description: 'How often.' }) },
  outputs: [],
  async run({ deeper }, host) {
    const entries = deeper === 0 ? [] : await host.executeCommand('Nest', { deeper: deeper - 1 })
    return [...entries.map(({ Contents }) => String(Contents)), process.pid].join('\n')
  },
})
