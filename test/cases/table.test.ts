import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { caseNames, FOLDER } from './share.ts'

const NAMES =
  /\b(app-add|app-remove|app-update|group-update|configuration|sync|new-hire|update|terminate|rehire|activate|deactivate|create-in-ad|group-sync)-[a-z-]+/g

test('the table of paths names every case, and no other', () => {
  const told = readFileSync(`${FOLDER}/README.md`, 'utf8').split('## Paths')[1] ?? ''
  const named = new Set(told.match(NAMES))
  const paths = caseNames().filter(name => name !== 'create-user-in-one-org')
  expect([...named].sort()).toEqual(paths.sort())
})
