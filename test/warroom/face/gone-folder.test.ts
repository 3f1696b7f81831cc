import { rmSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ACME, emptyFolder } from '../stand-in.ts'
import { startProgram } from './program.ts'

it('a war room whose folder is taken away ends with an error, and does not run on for ever', async () => {
  const cwd = emptyFolder()
  const program = startProgram(['--pack', ACME, '--json'], { cwd, stdin: null })
  program.child.stdin?.write('/incidents\n')
  await new Promise(resolve => program.child.stdout?.once('data', resolve))
  rmSync(cwd, { recursive: true })
  program.child.stdin?.end('!Set key=a value=1\n')
  const { status, err } = await program.ended
  expect(status).not.toBe(0)
  expect(err).toContain('ENOENT')
})
