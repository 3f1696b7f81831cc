/**
 * Writes the generated files from the declarations: each integration's YAML and the reference parts of its README.
 * With --check it writes nothing and exits 1 when a file is not current.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { commandReference, integrationYaml, parameterReference } from '../kit/metadata.ts'
import { INTEGRATIONS, PACK_FACTS } from './pack/integrations.ts'
import { fillMarkers } from './pack/markers.ts'
import { toYaml } from './pack/unify.ts'

/** Every generated file with its current text. */
function generated(): Map<string, string> {
  const files = new Map<string, string>()
  for (const { folder, declaration } of INTEGRATIONS) {
    const base = `Integrations/${folder}`
    files.set(`${base}/${folder}.yml`, toYaml(integrationYaml(declaration, PACK_FACTS)))
    const readme = readFileSync(`${base}/README.md`, 'utf8')
    const withParameters = fillMarkers(readme, 'parameters', parameterReference(declaration))
    files.set(`${base}/README.md`, fillMarkers(withParameters, 'commands', commandReference(declaration)))
  }
  return files
}

const check = process.argv.includes('--check')
for (const [path, text] of generated()) {
  const current = check ? readFileSync(path, 'utf8') : undefined
  if (!check) writeFileSync(path, text)
  else if (current !== text) {
    console.error(`${path} is not current: run "npm run docs" and commit what it changes.`)
    process.exitCode = 1
  }
}
