/**
 * Compares the integration's YAML with the contract of the systems that the pack takes the place of, and names what is
 * missing. Exits 1 when something differs that scripts/contract/known.ts does not name, or is named there and does not.
 */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { differences } from './contract/compare.ts'
import { readContract, readSplunkMap } from './contract/contract.ts'
import { judge, MEANT } from './contract/known.ts'

const contract = readContract()
if (contract) {
  const yaml = parse(readFileSync('Integrations/OktaIAM/OktaIAM.yml', 'utf8'))
  const { unknown, stale } = judge(differences(contract, readSplunkMap(), yaml))
  for (const one of unknown) console.error(`Missing or different: ${one}`)
  for (const one of stale) console.error(`Gone, take it out of scripts/contract/known.ts: ${one}`)
  for (const [one, reason] of Object.entries(MEANT)) console.log(`Meant: ${one} (${reason})`)
  console.log(
    `${contract.commands.length} commands and actions, ${contract.params.length} parameters compared.`,
  )
  process.exitCode = unknown.length || stale.length ? 1 : 0
} else console.log('Skipped: the contract is not here (../shared/contract).')
