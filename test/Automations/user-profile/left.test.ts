import { expect, test } from 'vitest'
import { hasLeft } from '../../../Automations/user-profile/left.ts'

test.each([
  [{ adaccountstatus: 'Disabled' }, true],
  [{ adaccountstatus: ' disabled ', employmentstatus: 'Active' }, true],
  [{ employmentstatus: 'Terminated' }, true],
  [{ adaccountstatus: 'Enabled', employmentstatus: 'TERMINATED' }, true],
  [{ adaccountstatus: 'Pending', employmentstatus: 'Active' }, false],
  [{}, false],
])('of %j has left: %j', (fields, expected) => expect(hasLeft(fields)).toBe(expected))
