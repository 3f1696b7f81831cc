import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { value } from './runner.ts'

const README = readFileSync('warroom/javascript/README.md', 'utf8')
const documented = [
  ...(README.split('## What no public')[0]
    ?.split('## The host')[1]
    ?.matchAll(/`(\w+)`/g) ?? []),
].map(([, name]) => name)

it('the tables hold every name that a script finds, and no other', async () => {
  const own = await value(`
    var standard = ['globalThis', 'Infinity', 'NaN', 'undefined', 'navigator']
    return Object.getOwnPropertyNames(globalThis).filter(function (name) {
      var from = Function.prototype.toString
      var member = globalThis[name]
      return standard.indexOf(name) < 0 && !(typeof member === 'function' && /native code/.test(from.call(member))) &&
        ['Math', 'Reflect', 'JSON', 'Atomics'].indexOf(name) < 0
    })`)
  expect([...new Set(documented)].sort()).toEqual((own as string[]).toSorted())
})
