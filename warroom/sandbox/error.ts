/**
 * Why JavaScript of strangers gave no value. `thrown` and `syntax` are faults of the expression, `time`, `memory` and
 * `depth` are limits of ours, `restarting` passes by itself.
 */
export type SandboxReason = 'thrown' | 'syntax' | 'time' | 'memory' | 'depth' | 'restarting'

export class SandboxError extends Error {
  override readonly name = 'SandboxError'
  constructor(
    readonly reason: SandboxReason,
    message: string,
  ) {
    super(message)
  }
}
