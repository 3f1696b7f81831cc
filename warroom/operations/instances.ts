import type { Entry, Json } from '../../kit/wire.ts'
import { DEFAULT_TIMEOUT_SECONDS } from '../engine/decisions.ts'
import type { Parts } from '../engine/parts.ts'
import { runOnce, startOf } from '../engine/run-once.ts'
import type { Instance } from '../instances/instance.ts'
import { didYouMean } from '../nearest.ts'
import { Refusal } from '../refusal.ts'
import type { Operation } from './operation.ts'
import { tableOf } from './table.ts'

export const instances: Operation = {
  name: 'instances',
  argument: '',
  description: 'Lists the integration instances.',
  run({ parts }) {
    const value = parts.instances.map(({ name, enabled, integration: { brand } }) => ({
      name,
      brand,
      enabled,
    }))
    const rows = value.map(({ name, brand, enabled }) => [name, brand, enabled])
    return {
      value,
      shown: tableOf('Instances', ['name', 'brand', 'enabled'], rows, 'There are no instances.'),
    }
  },
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null)
}

/** HC §9: only exactly `ok` is a success; anything else is the failure's text. */
function verdict(entries: Entry[]): { ok: boolean; message: string } {
  const [entry] = entries
  if (!entry) return { ok: false, message: 'The test gave no result.' }
  const ok = entries.length === 1 && entry.Contents === 'ok'
  return {
    ok,
    message: entries.map(({ HumanReadable, Contents }) => HumanReadable ?? text(Contents)).join('\n'),
  }
}

async function testOf(
  parts: Parts,
  instance: Instance,
): Promise<{ instance: string; ok: boolean; message: string }> {
  try {
    const start = startOf(parts, instance, 'test-module', {})
    const { entries } = await runOnce(parts, instance, start, DEFAULT_TIMEOUT_SECONDS)
    return { instance: instance.name, ...verdict(entries) }
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    return { instance: instance.name, ok: false, message: cause.message }
  }
}

export const test: Operation = {
  name: 'test',
  argument: '[INSTANCE]',
  description: 'Tests the connection of one instance, or of every enabled one.',
  async run({ parts }, name) {
    const names = parts.instances.map(instance => instance.name)
    const chosen = parts.instances.filter(instance =>
      name === '' ? instance.enabled : instance.name === name,
    )
    if (chosen.length === 0 && name !== '') {
      const hint = didYouMean(name, names) || `; the instances are ${names.join(', ') || 'none'}`
      throw new Refusal(`There is no instance "${name}"${hint}.`)
    }
    const value = []
    for (const instance of chosen) value.push(await testOf(parts, instance))
    const rows = value.map(({ instance, ok, message }) => [instance, ok, message])
    const shown = tableOf(
      'Test',
      ['instance', 'ok', 'message'],
      rows,
      'There is no enabled instance to test.',
    )
    return { value, shown, failed: value.some(({ ok }) => !ok) }
  },
}
