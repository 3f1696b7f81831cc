import { basename } from 'node:path'
import type { Kind, Rule } from '../item.ts'

/** How a file must be called so that the zip has it under the platform's name (pack layout §2, PL 4). */
const PREFIXES: Partial<Record<Kind, string>> = {
  classifier: 'classifier-',
  'incident field': 'incidentfield-',
  'incident type': 'incidenttype-',
  'indicator field': 'indicatorfield-',
  'indicator type': 'reputation-',
  job: 'job-',
  layout: 'layoutscontainer-',
  list: 'list-',
  mapper: 'classifier-mapper-',
  playbook: 'playbook-',
  'pre-process rule': 'preprocessrule-',
}

export const FILES: readonly Rule[] = [
  {
    code: 'PL4',
    kinds: Object.keys(PREFIXES) as Kind[],
    *find({ kind, file }) {
      const prefix = PREFIXES[kind] ?? ''
      // A list in a folder of its own is called as the folder (pack layout §1).
      if (!basename(file).startsWith(prefix) && file.split('/').length === 2)
        yield { at: '', message: `must be called ${prefix}<name>; rename the file.` }
    },
  },
]
