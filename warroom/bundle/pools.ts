import type { Instance } from '../instances/instance.ts'
import type { PackAutomation } from '../pack/automation.ts'
import { bundleFile, bundleHash } from '../pack/node-bundle.ts'
import { BundlePool } from './pool.ts'

/** The processes of every instance and of every bundle of automations, started when they are needed. */
export class BundlePools {
  readonly #folder: string
  readonly #instances = new Map<string, BundlePool>()
  /** By the hash of the bundle: the automations of a pack share one. */
  readonly #automations = new Map<string, BundlePool>()

  /** Bundles are unpacked into `folder`. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** The processes of one instance. Refused when its integration carries no bundle. */
  of({ name, integration }: Instance): BundlePool {
    const made = () => new BundlePool(bundleFile(integration, this.#folder), 'integration')
    const pool = this.#instances.get(name) ?? made()
    this.#instances.set(name, pool)
    return pool
  }

  /** The processes of the bundle that an automation carries. Refused when it carries none. */
  ofAutomation(automation: PackAutomation): BundlePool {
    const hash = bundleHash(automation) ?? ''
    const made = () => new BundlePool(bundleFile(automation, this.#folder), 'automation')
    const pool = this.#automations.get(hash) ?? made()
    this.#automations.set(hash, pool)
    return pool
  }

  get #all(): BundlePool[] {
    return [...this.#instances.values(), ...this.#automations.values()]
  }

  /** Stops what runs now; each such run fails with the reason. */
  interrupt(reason: string): void {
    for (const pool of this.#all) pool.interrupt(reason)
  }

  async end(): Promise<void> {
    await Promise.all(this.#all.map(pool => pool.end()))
  }

  kill(): void {
    for (const pool of this.#all) pool.kill()
  }
}
