import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Integration } from '../../../warroom/pack/integration.ts'
import { bundleFile, removeOldBundles } from '../../../warroom/pack/node-bundle.ts'
import { emptyFolder, launcher } from '../stand-in.ts'

const CODE = Buffer.from('console.log("I am the bundle")\n')

const integration = (code: string, language = 'python'): Integration => ({
  brand: 'X',
  display: 'X',
  category: '',
  description: '',
  parameters: [],
  commands: [],
  code,
  language,
  file: 'pack.zip#X.yml',
})

describe('a Node bundle', () => {
  test('is unpacked once, under its hash', () => {
    const folder = path.join(emptyFolder(), 'bundles')
    const file = bundleFile(integration(launcher(CODE)), folder)
    expect(readFileSync(file)).toEqual(CODE)
    expect(path.basename(file)).toMatch(/^[0-9a-f]{64}\.cjs$/)
    expect(bundleFile(integration(launcher(CODE)), folder)).toBe(file)
    expect(readdirSync(folder)).toEqual([path.basename(file)])
  })

  test('is unpacked again when the file was changed', () => {
    const folder = emptyFolder()
    const file = bundleFile(integration(launcher(CODE)), folder)
    writeFileSync(file, 'something else')
    bundleFile(integration(launcher(CODE)), folder)
    expect(readFileSync(file)).toEqual(CODE)
  })

  test.each([
    [
      'its hash is another',
      launcher(CODE, '0'.repeat(64)),
      /bundle of integration "X" in pack\.zip#X\.yml is damaged/,
    ],
    [
      'it is no zlib stream',
      `# node-bundle: sha256:${'0'.repeat(64)}\nBUNDLE = 'aGVsbG8='\n`,
      /cannot be unpacked/,
    ],
  ])('is refused when %s, and nothing is written', (_, code, sentence) => {
    const folder = path.join(emptyFolder(), 'bundles')
    expect(() => bundleFile(integration(code), folder)).toThrow(sentence)
    expect(existsSync(folder)).toBe(false)
  })

  test.each([
    ['python', 'demisto.results(1)'],
    ['javascript', 'return 1'],
    ['python', "BUNDLE = 'aGVsbG8='\n"],
    ['python', `# node-bundle: sha256:${'0'.repeat(64)}\n`],
  ])('without both marked lines an integration in %s is refused', (language, code) => {
    expect(() => bundleFile(integration(code, language), emptyFolder())).toThrow(
      `Integration "X" (pack.zip#X.yml) is written in ${language} and cannot run here yet; only what carries a Node bundle does.`,
    )
  })
})

test('a damaged bundle of an automation is told as such', () => {
  const automation = {
    ...{ name: 'Y', code: launcher(CODE, '0'.repeat(64)), language: 'python' },
    file: 'pack.zip#Y.yml',
  }
  expect(() => bundleFile(automation, emptyFolder())).toThrow(
    'The bundle of automation "Y" in pack.zip#Y.yml is damaged',
  )
})

test('bundles that nothing carries any more are removed', () => {
  const folder = emptyFolder()
  removeOldBundles([], path.join(folder, 'absent'))
  const old = bundleFile(integration(launcher(Buffer.from('old'))), folder)
  const kept = bundleFile(integration(launcher(CODE)), folder)
  writeFileSync(path.join(folder, 'torn.cjs.123'), '')
  removeOldBundles([integration(launcher(CODE)), integration('no bundle')], folder)
  expect(existsSync(old)).toBe(false)
  expect(readdirSync(folder)).toEqual([path.basename(kept)])
})
