import { connectionAdvice } from '../../../kit/connection.ts'
import { answerOf, patienceOf, type ReportSource } from './answer.ts'
import { entriesOf } from './entries.ts'
import { brokenOff, reportOf } from './refusals.ts'

export type { Patience, ReportSource } from './answer.ts'

/**
 * The entries of a report as JSON texts, in order, in batches as they arrive: Report-as-a-Service in its JSON form. What
 * was given is the whole report only when the iteration ends by itself; everything else throws a Refusal. The entries
 * are not parsed: one that is no JSON inside is for the caller to find.
 */
export async function* reportEntries(source: ReportSource): AsyncGenerator<readonly string[], void> {
  const report = reportOf(source)
  const { body, contentType } = await answerOf(source, report)
  yield* entriesOf(body, contentType, report, (failure, entries) => {
    const { what } = connectionAdvice(failure, 'Workday')
    const { silenceSeconds } = patienceOf(source)
    const why = what === 'UND_ERR_BODY_TIMEOUT' ? `nothing more came for ${silenceSeconds} s` : what
    return brokenOff(report, entries, why)
  })
}
