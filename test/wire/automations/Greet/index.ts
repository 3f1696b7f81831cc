import { automation } from '../../../../kit/automation.ts'
import { flag, text } from '../../../../kit/command.ts'
import { greeting } from './greeting.ts'

export const Greet = automation({
  name: 'Greet',
  description: 'Greets somebody. Its second sentence.',
  tags: ['demo'],
  args: {
    name: text({ required: true, positional: true, description: 'Whom to greet.' }),
    loud: flag({ defaultValue: 'false', description: 'Whether to shout.' }),
    password: text({ secret: true, description: 'A secret that is logged and told.' }),
  },
  outputs: [{ path: 'Greeting.text', type: 'String', description: 'What was said.' }],
  timeout: '2m0s',
  async run({ name, loud, password }, host) {
    console.log(`greets ${name} with ${password}`)
    const said = greeting(name, loud)
    return {
      readable: { title: 'Greeting', rows: { text: said }, columns: ['text'] },
      contents: { text: said, at: host.now().toISOString(), ...(password !== undefined && { password }) },
      context: { 'Greeting(val.text == obj.text)': { text: said } },
    }
  },
})
