import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const MODULE = new URL('../../../Integrations/WorkdayIAM/cycle/small-heap.ts', import.meta.url).href
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

// V8 tells of a flag that it does not know on stderr, and goes on.
it('sets a flag that this Node knows', () => {
  const script = `import { keepHeapSmall } from '${MODULE}'; keepHeapSmall(); console.log('set')`
  const args = ['--import', 'tsx', '--input-type=module', '-e', script]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
  expect([stdout, stderr]).toEqual(['set\n', ''])
})
