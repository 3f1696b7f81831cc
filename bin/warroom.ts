import { readFileSync } from 'node:fs'
import { main } from '../warroom/face/main.ts'
import { built, startOkta } from './embedded-okta.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
process.exitCode = await main(process.argv.slice(2), {
  version,
  pack: built('OktaIdentityLifecycle.zip'),
  startOkta,
})
// An open stdin would keep the finished program waiting.
process.stdin.destroy()
