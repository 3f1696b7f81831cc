import { strToU8, zipSync } from 'fflate'

export const METADATA = {
  id: 'Small',
  name: 'Small Pack',
  currentVersion: '1.2.0',
  serverMinVersion: '6.10.0',
  contentItems: {
    playbook: [{ id: 'Play', name: 'Play' }],
    integration: [{ id: 'Okta IAM', name: 'Okta IAM' }],
    list: null,
  },
}

export const FILES: Readonly<Record<string, string>> = {
  'metadata.json': JSON.stringify(METADATA),
  'Playbooks/playbook-Play.yml': 'id: Play\nname: Play\ntasks: {}\n',
  'Integrations/integration-OktaIAM.yml': 'commonfields: { id: Okta IAM }\n',
  'Lists/list-rows.json': '{"id":"rows","data":"[]"}',
  'README.md': '# Small\n',
}

/** A zip of the files of a small pack, with what `more` changes; undefined takes a file out. */
export function packZip(more: Record<string, string | undefined> = {}): Buffer {
  const files = Object.entries({ ...FILES, ...more }).flatMap(([path, text]) =>
    text === undefined ? [] : [[path, strToU8(text)] as const],
  )
  return Buffer.from(zipSync(Object.fromEntries(files)))
}
