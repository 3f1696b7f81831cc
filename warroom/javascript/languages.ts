import { Refusal } from '../refusal.ts'

const SHOWN: Record<string, string> = { python: 'Python', powershell: 'PowerShell' }

export function isJavaScript(language: string): boolean {
  return language.toLowerCase() === 'javascript'
}

/** Refuses code in a language that does not run here, by its `type` in the YAML, in one sentence. */
export function refuseOtherLanguage(name: string, kind: 'script' | 'integration', language: string): void {
  if (isJavaScript(language)) return
  if (language === '') throw new Refusal(`The ${kind} ${name} does not say what language it is written in.`)
  const shown = SHOWN[language.toLowerCase()] ?? language
  throw new Refusal(`${name} is a ${shown} ${kind}; ${shown} does not run here yet.`)
}
