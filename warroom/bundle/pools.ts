import type { Instance } from '../instances/instance.ts'
import { bundleFile } from '../pack/node-bundle.ts'
import { BundlePool } from './pool.ts'

/** The processes of every instance, started when they are needed. */
export class BundlePools {
  readonly #folder: string
  readonly #pools = new Map<string, BundlePool>()

  /** Bundles are unpacked into `folder`. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** The processes of one instance. Refused when its integration carries no bundle. */
  of({ name, integration }: Instance): BundlePool {
    const pool = this.#pools.get(name) ?? new BundlePool(bundleFile(integration, this.#folder))
    this.#pools.set(name, pool)
    return pool
  }

  /** Stops what runs now; each such run fails with the reason. */
  interrupt(reason: string): void {
    for (const pool of this.#pools.values()) pool.interrupt(reason)
  }

  async end(): Promise<void> {
    await Promise.all([...this.#pools.values()].map(pool => pool.end()))
  }

  kill(): void {
    for (const pool of this.#pools.values()) pool.kill()
  }
}
