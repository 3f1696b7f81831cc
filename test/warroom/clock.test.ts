import { describe, expect, test } from 'vitest'
import { Clock } from '../../warroom/clock.ts'
import { Refusal } from '../../warroom/refusal.ts'

const millis = (text: string): number => Date.parse(text)

describe('the clock', () => {
  test('shows the machine time until it is moved', () => {
    const clock = new Clock()
    expect(clock.moved).toBe(false)
    expect(Math.abs(millis(clock.now()) - Date.now())).toBeLessThan(1000)
  })

  test.each([
    ['2026-03-01T08:00:00Z', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01T08:00:00.250Z', '2026-03-01T08:00:00.250Z'],
    ['2026-03-01T08:00:00+02:00', '2026-03-01T06:00:00.000Z'],
    ['2026-03-01T08:00', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
  ])('starts at %s and runs on', (text, instant) => {
    const clock = new Clock(text)
    const passed = millis(clock.now()) - millis(instant)
    expect(clock.moved).toBe(true)
    expect(passed).toBeGreaterThanOrEqual(0)
    expect(passed).toBeLessThan(1000)
  })

  test.each([
    ['+1d', 86_400_000],
    ['-2h', -7_200_000],
    ['+30m', 1_800_000],
    ['+45s', 45_000],
    ['+2w', 1_209_600_000],
  ])('moves by %s', (step, by) => {
    const clock = new Clock('2026-03-01T08:00:00Z')
    clock.move(step)
    const moved = millis(clock.now()) - millis('2026-03-01T08:00:00Z') - by
    expect(moved).toBeGreaterThanOrEqual(0)
    expect(moved).toBeLessThan(1000)
  })

  test('adds steps up', () => {
    const clock = new Clock('2026-03-01T08:00:00Z')
    for (const step of ['+1d', '+1d', '-1h']) clock.move(step)
    expect(clock.now()).toMatch(/^2026-03-03T07:00:0/)
  })

  test.each(['tomorrow', '1d', '+1y', '2026-13-01', '2026-03-01T25:00:00Z', '', '+999999999w'])(
    'refuses %j',
    text => {
      const clock = new Clock()
      expect(() => clock.move(text)).toThrow(Refusal)
      expect(clock.moved).toBe(false)
    },
  )
})
