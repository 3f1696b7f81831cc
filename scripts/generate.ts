/**
 * Writes the generated files from the declarations: each integration's YAML and the reference parts of its README, with
 * every command's example as the built war room runs it, the reference of each playbook's README, and each
 * automation's YAML and README.
 * With --check it writes nothing and exits 1 when a file is not current. An example that is missing or fails counts in both.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { automationReadme, automationYaml } from '../kit/automation-metadata.ts'
import { commandReference, integrationYaml, listed, parameterReference } from '../kit/metadata.ts'
import type { JsonObject } from '../kit/wire.ts'
import { startReportServer } from '../report-server/server.ts'
import { startScimServer } from '../scim-server/server.ts'
import { gaps, readExamples } from './docs/examples.ts'
import { playbookReadmes } from './docs/playbook-readme.ts'
import { runExamples } from './docs/run-examples.ts'
import { exampleSection } from './docs/show.ts'
import { NOW } from './docs/steady.ts'
import { readAutomations } from './pack/automations.ts'
import { INTEGRATIONS, PACK_FACTS, type PackIntegration } from './pack/integrations.ts'
import { fillMarkers } from './pack/markers.ts'
import { toYaml } from './pack/yaml.ts'

function complain(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}

/** The sections of the examples of an integration, by command. */
async function exampleSections({ folder, declaration }: PackIntegration): Promise<Map<string, string>> {
  const commands = listed(declaration.commands).map(({ name }) => name)
  const examples = readExamples(`Integrations/${folder}/examples`, commands)
  const { shown, problems } = await onServer(`Integrations/${folder}/examples`, instances =>
    runExamples(examples, instances),
  )
  for (const sentence of [...gaps(examples, commands), ...problems]) complain(sentence)
  const sections = new Map<string, string>()
  for (const example of examples) {
    const entry = shown.get(example.command)
    if (entry) sections.set(example.command, exampleSection(example, entry))
  }
  return sections
}

/** Gives the instance for a folder's examples on the server that holds the folder's data, where there is any. */
async function onServer<T>(folder: string, use: (instances: JsonObject[]) => Promise<T>): Promise<T> {
  const [report, people] = [join(folder, 'report.json'), join(folder, 'people.json')]
  if (existsSync(report)) return onReport(report, use)
  return existsSync(people) ? onScim(people, use) : use([])
}

async function onReport<T>(file: string, use: (instances: JsonObject[]) => Promise<T>): Promise<T> {
  const server = await startReportServer({ entries: JSON.parse(readFileSync(file, 'utf8')) as JsonObject[] })
  const credentials = { identifier: server.username, password: server.password }
  const params = { report_url: server.reportUrl, credentials, days_before_hire_to_sync: 30 }
  try {
    return await use([{ name: 'Workday IAM_instance_1', brand: 'Workday IAM', params }])
  } finally {
    await server.close()
  }
}

async function onScim<T>(file: string, use: (instances: JsonObject[]) => Promise<T>): Promise<T> {
  const server = await startScimServer({ now: () => new Date(NOW) })
  const people = JSON.parse(readFileSync(file, 'utf8')) as ({ readonly userName: string } & JsonObject)[]
  for (const person of people) server.addUser(person)
  const params = { url: server.url, api_token: { identifier: '', password: server.token } }
  try {
    return await use([{ name: 'SCIM IAM_instance_1', brand: 'SCIM IAM', params }])
  } finally {
    await server.close()
  }
}

/** Every generated file with its current text. */
async function generated(): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const integration of INTEGRATIONS) {
    const { folder, declaration } = integration
    const base = `Integrations/${folder}`
    files.set(`${base}/${folder}.yml`, toYaml(integrationYaml(declaration, PACK_FACTS)))
    const readme = readFileSync(`${base}/README.md`, 'utf8')
    const withParameters = fillMarkers(readme, 'parameters', parameterReference(declaration))
    const reference = commandReference(declaration, await exampleSections(integration))
    files.set(`${base}/README.md`, fillMarkers(withParameters, 'commands', reference))
  }
  for (const { name, folder, declaration } of await readAutomations()) {
    files.set(`${folder}/${name}.yml`, toYaml(automationYaml(declaration, PACK_FACTS)))
    files.set(`${folder}/README.md`, automationReadme(declaration))
  }
  for (const [path, text] of playbookReadmes('Playbooks')) files.set(path, text)
  return files
}

// The examples show what the pack does, so it is the pack of these declarations that runs them.
execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], {
  stdio: ['ignore', 'ignore', 'inherit'],
})
const check = process.argv.includes('--check')
for (const [path, text] of await generated()) {
  const current = check && existsSync(path) ? readFileSync(path, 'utf8') : undefined
  if (!check) writeFileSync(path, text)
  else if (current !== text)
    complain(`${path} is not current: run "npm run docs" and commit what it changes.`)
}
