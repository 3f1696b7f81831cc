import { automation } from '../../../../kit/automation.ts'
import { json, text } from '../../../../kit/command.ts'

/** Runs a command and asks the host for all that an automation may ask for. */
export const AskAll = automation({
  name: 'AskAll',
  description: 'Asks the host for everything.',
  args: {
    command: text({ required: true, description: 'The command.' }),
    with: json({ description: 'Its arguments.' }),
  },
  outputs: [],
  async run(args, host) {
    // Put at once, and answered in this order.
    const [entries, , modules, found, ids] = await Promise.all([
      host.executeCommand(args.command, args.with ?? {}),
      host.setContext('Asked.command', args.command),
      host.getModules(),
      host.searchIndicators({ query: 'type:Asked', size: 2, page: 0 }),
      host.dt({ users: [{ id: 'u1' }, { id: 'u2' }] }, 'users.id'),
    ])
    const { incident, investigation, context } = host
    return {
      readable: 'asked',
      contents: {
        entries: entries.map(({ Type, Contents }) => ({ Type, Contents })),
        ...{ incident: incident.name ?? null, investigation: investigation.id, context },
        ...{ modules, total: found.total, values: found.iocs.map(({ value }) => value ?? null), ids },
      },
    }
  },
})
