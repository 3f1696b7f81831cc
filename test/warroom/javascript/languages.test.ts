import { expect, it } from 'vitest'
import { isJavaScript, refuseOtherLanguage } from '../../../warroom/javascript/index.ts'
import { Refusal } from '../../../warroom/refusal.ts'

it.each([
  ['python', 'GetUser is a Python script; Python does not run here yet.'],
  ['powershell', 'GetUser is a PowerShell script; PowerShell does not run here yet.'],
  ['', 'The script GetUser does not say what language it is written in.'],
])('%s is refused in one sentence', (language, sentence) => {
  expect(isJavaScript(language)).toBe(false)
  expect(() => refuseOtherLanguage('GetUser', 'script', language)).toThrow(new Refusal(sentence))
})

it.each(['javascript', 'JavaScript'])('%s runs', language => {
  expect(isJavaScript(language)).toBe(true)
  expect(() => refuseOtherLanguage('GetUser', 'script', language)).not.toThrow()
})
