import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, each a minute or more: begun last, one of them would go on alone while a core idles. */
const LONGEST =
  /test\/(cases\/share-|demo-year\/year|scripts\/demo\.|warroom\/playbook\/(doubt|rerun)|flows\/(provisioning\/secrets|hr\/))/

/** Begins with the longest files, and leaves the others as vitest has them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter(file => !isLong(file))]
  }
}
