import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runProgram } from '../../warroom/face/program.ts'
import { emptyFolder, instancesYaml } from '../../warroom/stand-in.ts'
import { keptIn } from '../kept.ts'

const PACK = fileURLToPath(new URL('../../../dist/OktaIdentityLifecycle.zip', import.meta.url))
const OPTIONS = ['--pack', PACK, '--instances', instancesYaml('[]'), '--json', '--debug']

test('in the war room the password is shown, and kept nowhere', async () => {
  const cwd = emptyFolder()
  const first = await runProgram([...OPTIONS, '!IAMGeneratePassword', '/context', '!getEntries'], { cwd })
  const password = /"NEW_PASSWORD":"([^"]+)"/.exec(first.out)?.[1] ?? ''
  expect(password).toMatch(/^[A-Za-z0-9+\-.:=@_]{17,34}$/)
  expect(first.out).toContain(`The new password is \`${password}\`.`)
  expect(first.out).toContain('"value":{}')
  expect(first.err).not.toContain(password)
  const kept = keptIn(path.join(cwd, '.warroom'))
  expect(kept).toContain('The new password is `********`.')
  expect(kept).not.toContain(password)

  const again = await runProgram([...OPTIONS, '!getEntries'], { cwd })
  expect(again.out).toMatch(/"NEW_PASSWORD":("\*{8}"|\{"\$secret":1\})/)
  expect(again.out).toContain('The new password is `********`.')
  expect(again.out + again.err + keptIn(cwd)).not.toContain(password)
})
