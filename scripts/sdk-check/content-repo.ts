import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '../../kit/wire.ts'
import { json, type Pack } from '../pack/pack.ts'
import { writeRepoForm } from '../pack/repo-form.ts'
import { git } from './python.ts'

/** The pack's place in the repository. */
export const PLACE = 'Packs/OktaIdentityLifecycle'

/** Files that the SDK reads from the content repository; the lists it would compare with are not ours and stay the pack's own. */
function filesOf({ categories = [], useCases = [], tags = [] }: JsonObject): Record<string, JsonObject> {
  return {
    'Config/approved_categories.json': { approved_list: categories },
    'Config/approved_usecases.json': { approved_list: useCases },
    'Config/approved_tags.json': {
      approved_list: { common: tags, xsoar: [], marketplacev2: [], xpanse: [], platform: [] },
    },
    'Config/compliant_policies.json': { policies: [] },
    'Tests/conf.json': { tests: [], skipped_tests: {}, skipped_integrations: {} },
    'Tests/Marketplace/landingPage_sections.json': { sections: [] },
  }
}

/** Lays a content repository out in an empty folder: the pack is new in it, on a branch, as in a pull request. */
export function layOut(pack: Pack, repository: string): void {
  for (const [path, content] of Object.entries(filesOf(pack.metadata))) {
    mkdirSync(join(repository, path, '..'), { recursive: true })
    writeFileSync(join(repository, path), json(content))
  }
  git(repository, 'init', '-q', '-b', 'master')
  git(repository, 'add', '-A')
  git(repository, 'commit', '-qm', 'What the repository has')
  git(repository, 'remote', 'add', 'origin', 'https://github.com/demisto/content.git')
  // Nothing is fetched: the SDK asks for the names alone.
  git(repository, 'update-ref', 'refs/remotes/origin/master', 'HEAD')
  git(repository, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/master')
  git(repository, 'checkout', '-qb', 'pack')
  writeRepoForm(pack, join(repository, PLACE))
  git(repository, 'add', '-A')
  git(repository, 'commit', '-qm', 'The pack')
}
