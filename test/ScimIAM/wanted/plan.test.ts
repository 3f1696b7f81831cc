import { describe, expect, it } from 'vitest'
import { plan } from '../../../Integrations/ScimIAM/wanted/plan.ts'
import type { Switches, Wanted } from '../../../kit/iam/switches.ts'

const ALL: Switches = {
  ...{ mayCreate: true, mayUpdate: true, mayEnable: true, mayDisable: true },
  ...{ createIfNotExists: true, allowEnable: undefined },
}

describe('what is done to whom', () => {
  it.each<[Wanted, 'nobody' | 'active' | 'inactive', Partial<Switches>, string, RegExp | undefined]>([
    ['create', 'nobody', {}, 'create: create', undefined],
    ['create', 'nobody', { createIfNotExists: false }, 'create: create', undefined],
    [
      'create',
      'nobody',
      { allowEnable: false },
      'create: create inactive',
      /made inactive: allow-enable is false/,
    ],
    ['create', 'nobody', { mayEnable: false }, 'create: create inactive', /enable-user-enabled/],
    ['create', 'nobody', { mayCreate: false }, 'create: nothing', /^Command is disabled\.$/],
    ['update', 'nobody', {}, 'create: create', undefined],
    ['update', 'nobody', { createIfNotExists: false }, 'update: nothing', /^User does not exist$/],
    ['update', 'nobody', { mayCreate: false }, 'update: nothing', /create-user-enabled/],
    ['disable', 'nobody', {}, 'disable: nothing', /^User does not exist$/],
    ['create', 'active', {}, 'update: update', undefined],
    ['update', 'active', { allowEnable: false }, 'update: update', undefined],
    ['create', 'active', { mayUpdate: false }, 'update: nothing', /update-user-enabled/],
    ['update', 'active', { mayUpdate: false }, 'update: nothing', /^Command is disabled\.$/],
    ['disable', 'active', {}, 'disable: deactivate', undefined],
    ['disable', 'active', { mayDisable: false }, 'disable: nothing', /^Command is disabled\.$/],
    ['enable', 'active', {}, 'enable: nothing', /already active/],
    ['update', 'inactive', {}, 'enable: activate update', undefined],
    ['update', 'inactive', { allowEnable: true }, 'enable: activate update', undefined],
    ['update', 'inactive', { allowEnable: false }, 'update: update', /stays inactive: allow-enable is false/],
    ['update', 'inactive', { mayEnable: false }, 'update: update', /stays inactive: .*enable-user-enabled/],
    ['create', 'inactive', { mayUpdate: false }, 'enable: activate', /update-user-enabled/],
    ['disable', 'inactive', {}, 'disable: nothing', /already disabled/],
  ])('%s of %s with %j: %s', (wanted, who, switches, expected, reason) => {
    const active = who === 'nobody' ? undefined : who === 'active'
    const { action, steps, isActive, reason: told } = plan(wanted, active, { ...ALL, ...switches })
    const shown = [...(steps.length ? steps : ['nothing']), isActive === false && 'inactive'].filter(Boolean)
    expect(`${action}: ${shown.join(' ')}`).toBe(expected)
    if (reason) expect(told).toMatch(reason)
    else expect(told).toBeUndefined()
  })
})
