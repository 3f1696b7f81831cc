import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileName } from '../../../warroom/state/folder.ts'

test.each([
  ['Okta IAM_instance_1', 'Okta IAM_instance_1'],
  ['a/b', 'a%2Fb'],
  ['../x', '%2E%2E%2Fx'],
  ['.', '%2E'],
  ['ä', '%C3%A4'],
  [' a ', '%20a%20'],
  ['a%b', 'a%25b'],
  ['nul\u0000', 'nul%00'],
])('the file name of %j is %s', (text, name) => {
  expect(fileName(text)).toBe(name)
})

test('is safe and stands for one text only (property)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      expect(fileName(a)).toMatch(/^[A-Za-z0-9 _%-]*$/)
      expect(fileName(a) === fileName(b)).toBe(a === b)
    }),
  )
})
