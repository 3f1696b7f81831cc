export { SandboxError, type SandboxReason } from './error.ts'
export { openSandbox, type Sandbox, type Scope } from './sandbox.ts'
