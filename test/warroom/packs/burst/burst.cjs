// The stand-in that fetches: speaks the wire on stdin and stdout.
const { createInterface } = require('node:readline')

const madeUp = (total, from, page) =>
  Array.from({ length: Math.max(0, Math.min(page, total - from)) }, (_, index) => {
    const number = from + index + 1
    const raw = {
      kind: number % 2 ? 'odd' : 'even',
      number,
      who: { mail: `p${number}@x.example` },
      extra: [1],
    }
    return { name: `Event ${number}`, occurred: '2026-03-01T08:00:00Z', rawJSON: JSON.stringify(raw) }
  })

const faults = {
  error: () => ({ entries: [{ Type: 4, ContentsFormat: 'text', Contents: 'the vendor is away' }] }),
  readable: ({ integrationContext }) => ({
    entries: [
      { Type: 4, ContentsFormat: 'json', Contents: { status: 503 }, HumanReadable: 'the vendor rests' },
    ],
    integrationContext,
  }),
  exit: () => process.exit(3),
  'no-list': done => ({ ...done, incidents: { a: 1 } }),
}

function fetchIncidents({ params, lastRun, integrationContext, now }) {
  const from = lastRun.from ?? 0
  const page = Number(params.page)
  const events = params.events ? JSON.parse(params.events) : undefined
  const incidents = events ? events.slice(from, from + page) : madeUp(Number(params.total), from, page)
  const done = {
    entries: [],
    incidents,
    lastRun: { from: from + incidents.length, ...(now ? { now: now.slice(0, 10) } : {}) },
    integrationContext: { runs: (integrationContext.runs ?? 0) + 1 },
  }
  const fault = faults[params.fault]
  return fault ? fault(done) : done
}

createInterface({ input: process.stdin }).on('line', text => {
  const { start } = JSON.parse(text)
  process.stdout.write(`${JSON.stringify({ done: fetchIncidents(start) })}\n`)
})
