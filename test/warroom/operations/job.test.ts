import { expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import type { TestRoom } from '../engine/room.ts'
import { answerTo, packOf, playbook, printing, roomOn, task } from '../playbook/room.ts'

const QUICK = playbook('Quick', ['1'], [printing('1', 'done')])
/** It waits for somebody, so its incident stays open and its run unfinished. */
const LONG = playbook('Long', ['1'], [task('1', 'regular')])

function room(job: JsonObject, made = LONG): Promise<TestRoom> {
  const facts = { isFeed: false, isAllFeeds: false, selectedFeeds: [], details: 'What it does.' }
  const whole = { id: 'nightly', name: 'Nightly', playbookId: made.id ?? '', ...facts, ...job }
  return roomOn(packOf([made], [], { 'Jobs/job-Nightly.json': whole }))
}

const incidents = async (own: TestRoom) =>
  (await answerTo(own, '/incidents')) as { id: string; name: string; status: number }[]

it('lists the jobs', async () => {
  const own = await room({ humanCron: { timePeriod: 15, timePeriodType: 'minutes' } })
  expect(await answerTo(own, '/job')).toEqual([{ name: 'Nightly', playbook: 'Long id', every: '15 minutes' }])
  expect(await answerTo(await roomOn(packOf([QUICK])), '/job')).toEqual([])
})

it.each(['/job Nightly', '/job "Nightly"', '/job nightly'])(
  '%s runs it in an incident of its own',
  async line => {
    const own = await room({ severity: 2 }, QUICK)
    expect(await answerTo(own, line)).toMatchObject({ incident: '1', state: 'completed' })
    expect(await answerTo(own, '/incident 1')).toMatchObject({
      ...{ name: 'Nightly', severity: 2, details: 'What it does.', playbookId: 'Quick id' },
      labels: [{ type: 'Job', value: 'nightly' }],
    })
  },
)

it.each<[string, JsonObject, number[]]>([
  ['closes the run before', { closePrevRun: true }, [2, 1]],
  ['runs beside it', { shouldTriggerNew: true }, [1, 1]],
])('%s', async (_, job, statuses) => {
  const own = await room(job)
  await answerTo(own, '/job Nightly')
  await answerTo(own, '/job Nightly')
  expect((await incidents(own)).map(({ status }) => status)).toEqual(statuses)
})

it('runs not beside an open one unless the job says so', async () => {
  const own = await room({})
  await answerTo(own, '/job Nightly')
  expect(await answerTo(own, '/job Nightly')).toEqual({
    error: expect.stringContaining('The job "Nightly" still runs in incident 1'),
  })
  await answerTo(own, '!closeInvestigation id=1')
  expect(await answerTo(own, '/job Nightly')).toMatchObject({ incident: '2' })
})

it.each<[string, JsonObject, string]>([
  ['/job Nightyl', {}, 'There is no job "Nightyl"; nearest by spelling: Nightly.'],
  ['/job Nightly', { playbookId: 'Gone' }, 'Gone'],
])('%s cannot run', async (line, job, reason) => {
  const own = await room(job)
  expect(await answerTo(own, line)).toEqual({ error: expect.stringContaining(reason) })
  expect(await incidents(own)).toEqual([])
})
