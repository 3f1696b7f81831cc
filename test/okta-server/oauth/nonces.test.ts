import { expect, it } from 'vitest'
import { Nonces } from '../../../okta-server/oauth/nonces.ts'

const hour = 3_600_000

function nonces() {
  let now = 1_800_000_000_000
  let count = 0
  const made = new Nonces(
    () => {
      count += 1
      return `nonce ${count}`
    },
    () => now,
  )
  return { made, wait: (hours: number) => (now += hours * hour) }
}

it('is handed out for 24 hours', () => {
  const { made, wait } = nonces()
  expect(made.current()).toBe('nonce 1')
  wait(23)
  expect(made.current()).toBe('nonce 1')
  wait(1)
  expect(made.current()).toBe('nonce 2')
})

it('is accepted for three days more', () => {
  const { made, wait } = nonces()
  made.current()
  wait(25)
  expect([made.accepts('nonce 1'), made.accepts('nonce 2')]).toEqual([true, true])
  wait(70)
  expect([made.accepts('nonce 1'), made.accepts('nonce 2')]).toEqual([true, true])
  wait(1)
  expect([made.accepts('nonce 1'), made.accepts('nonce 2')]).toEqual([false, true])
})

it('is not accepted when it was never handed out', () => {
  const { made } = nonces()
  expect([made.accepts(''), made.accepts('nonce 2'), made.accepts('nonce 1')]).toEqual([false, false, true])
})

it('can be changed at any time, with and without the ones before', () => {
  const { made } = nonces()
  made.current()
  expect(made.rotate(true)).toBe('nonce 2')
  expect(made.accepts('nonce 1')).toBe(true)
  expect(made.rotate(false)).toBe('nonce 3')
  expect(['nonce 1', 'nonce 2', 'nonce 3'].map(nonce => made.accepts(nonce))).toEqual([false, false, true])
})
