import { strToU8, type Zippable, zipSync } from 'fflate'
import { builtItems } from '../cases/runner/pack.ts'
import { fileOf } from '../warroom/stand-in.ts'

let pack: string | undefined

/**
 * A copy of the built pack whose incident types have no playbook: the flows tell which incidents are made, not what becomes of
 * them, and a playbook would run in each of some hundred incidents.
 */
export function withoutPlaybooks(): string {
  if (pack !== undefined) return pack
  const files: Zippable = {}
  for (const [name, item] of builtItems()) {
    const { playbookId, ...type } = item
    const isType = name.startsWith('IncidentTypes/')
    files[name] = [strToU8(JSON.stringify(isType ? type : item)), { level: 0 }]
  }
  pack = fileOf('pack.zip', zipSync(files))
  return pack
}
