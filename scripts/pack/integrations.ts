import { OktaIAM } from '../../Integrations/OktaIAM/index.ts'
import { ScimIAM } from '../../Integrations/ScimIAM/index.ts'
import { WorkdayIAM } from '../../Integrations/WorkdayIAM/index.ts'
import type { AnyIntegration } from '../../kit/integration.ts'

/** An integration of the pack: its declaration, and what may be in its bundle. */
export interface PackIntegration {
  readonly folder: string
  /** Name of the exported declaration in the folder's index.ts. */
  readonly exported: string
  readonly declaration: AnyIntegration
  readonly packages: readonly string[]
}

export const INTEGRATIONS: readonly PackIntegration[] = [
  { folder: 'OktaIAM', exported: 'OktaIAM', declaration: OktaIAM, packages: ['jose', 'undici', 'zod'] },
  { folder: 'ScimIAM', exported: 'ScimIAM', declaration: ScimIAM, packages: ['undici', 'zod'] },
  { folder: 'WorkdayIAM', exported: 'WorkdayIAM', declaration: WorkdayIAM, packages: ['undici', 'zod'] },
]

/** What the generated YAML says of every integration. The image has Python and Node (docs: kit/launch.py). */
export const PACK_FACTS = { dockerimage: 'demisto/cyberchef:1.0.0.12579197', fromversion: '6.10.0' }
