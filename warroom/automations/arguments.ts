import type { Json, JsonObject } from '../../kit/wire.ts'
import { jsonIn } from '../json.ts'
import { AutomationError } from './error.ts'

/** Text of an argument: absent and null are empty, objects and lists their JSON text. */
export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** HC-13: a list as it is, JSON text of a list parsed, other text split at commas; nothing is the empty list. */
export function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null || value === '') return []
  if (Array.isArray(value)) return value
  if (typeof value !== 'string') return [value]
  const text = value.trim()
  if (text.startsWith('[') && text.endsWith(']')) {
    const parsed = jsonIn(text)
    if (Array.isArray(parsed)) return parsed
  }
  return text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '')
}

/** A switch as people write it: true, yes, 1. Absent is false. */
export function isOn(args: JsonObject, name: string): boolean {
  return ['true', 'yes', '1'].includes(textOf(args[name]).trim().toLowerCase())
}

/** Absent, null, "", [] and {}: what `isEmpty` calls empty (MP-48). */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** A number, as such or as text. Throws, naming the argument, when it is none. */
export function numberOf(args: JsonObject, name: string): number {
  const text = textOf(args[name]).trim()
  const number = Number(text)
  if (text !== '' && Number.isFinite(number)) return number
  throw new AutomationError(`Argument ${name} must be a number, not "${text}".`)
}
