import { automation } from '../../../../kit/automation.ts'
import { text } from '../../../../kit/command.ts'

/** Never ends by itself; `inside` is run first, and waited for. */
export const Linger = automation({
  name: 'Linger',
  description: 'Never ends.',
  args: { inside: text({ description: 'A command that it runs first.' }) },
  outputs: [],
  async run({ inside }, host) {
    await host.setContext('Linger.began', true)
    if (inside !== undefined) await host.executeCommand(inside, {})
    const beat = setInterval(() => {}, 1000)
    return new Promise<string>(() => void beat)
  },
})
