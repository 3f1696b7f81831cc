import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { groupSync } from '../../scripts/bench/group-sync.ts'
import { growthDuring } from '../../scripts/bench/memory.ts'

// The figures of the bench, in small: calls are counted and no time is measured.
describe('calls of a group sync at a SCIM application', () => {
  it('are as few as the pages and chunks allow, and a delta asks for those who moved alone', {
    timeout: 120_000,
  }, async () => {
    const sizes = { members: 1000, few: 100, changes: 10, page: 100, chunk: 100 }
    const { first, large, small } = await groupSync(sizes)
    for (const { made, most } of [first, large, small]) expect(made).toBeLessThanOrEqual(most)
    expect(first.made).toBeGreaterThan(sizes.members / sizes.chunk)
    // Filters are tried once by a process, which the first delta does.
    expect([large.made - 1, large.made]).toContain(small.made)
    // A look-up of each who joins, and a PATCH for each direction.
    expect(large.made).toBeGreaterThanOrEqual(5 + 2)
  })

  it('of a first sync are as few when the last page is full', { timeout: 120_000 }, async () => {
    const sizes = { members: 1000, few: 100, changes: 10, page: 70, chunk: 100 }
    const { first, users } = await groupSync(sizes)
    expect([users % sizes.page, first.made <= first.most]).toEqual([0, true])
  })

  it('grow with smaller pages and chunks as they should', { timeout: 120_000 }, async () => {
    const { first, large } = await groupSync({ members: 300, few: 60, changes: 6, page: 50, chunk: 20 })
    expect([first.made <= first.most, first.made > 300 / 20, large.made <= large.most]).toEqual([
      true,
      true,
      true,
    ])
  })
})

describe('the memory of processes', () => {
  const children: ChildProcess[] = []
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })

  it('is nothing as long as a quarter was not seen', () => {
    expect(growthDuring(process.pid, () => 0.5).end()).toBeUndefined()
  })

  it.runIf(existsSync('/proc/self/status'))('is that of the process that grows most', async () => {
    const grows = `const kept = []; process.stdin.on('data', () => { kept.push(Buffer.alloc(40e6, 1)); console.log('grown') }); console.log('begun')`
    const child = spawn(process.execPath, ['-e', grows], { stdio: ['pipe', 'pipe', 'inherit'] })
    children.push(child)
    const said = () => new Promise(resolve => child.stdout.once('data', resolve))
    await said()
    let part = 0.1
    let looks = 0
    const growth = growthDuring(process.pid, () => {
      looks += 1
      return part
    })
    const look = async () => {
      const before = looks
      while (looks < before + 2) await new Promise(resolve => setTimeout(resolve, 5))
    }
    await look()
    child.stdin.write('more')
    await said()
    part = 0.9
    await look()
    const { first = 0, last = 0 } = growth.end() ?? {}
    expect(last - first).toBeGreaterThan(30)
  })
})
