import type { App, Application, RequestContext } from '../context.ts'
import type { Json } from '../json.ts'
import { defaultSwitches, withSwitches } from '../switches.ts'

/** Serves `/_test/…`: switches, faults, the calls that came, the tokens. Without credentials: the server is local. */
export function testRoutes(app: App, application: Application): void {
  const setFaults = (wanted: unknown) => {
    application.faults.set(wanted)
    return application.faults.all()
  }
  const setSwitches = (sent: unknown) => {
    application.switches = withSwitches(application.switches, sent)
    return application.switches
  }
  app.get('/_test/switches', c => c.json(application.switches))
  app.post('/_test/switches', c => answer(c, setSwitches))
  app.delete('/_test/switches', c => c.json(setSwitches({ ...defaultSwitches })))
  app.get('/_test/faults', c => c.json(application.faults.all()))
  app.post('/_test/faults', c => answer(c, setFaults))
  app.delete('/_test/faults', c => c.json(setFaults([])))
  app.get('/_test/calls', c => c.json(application.calls))
  app.delete('/_test/calls', c => {
    application.calls.length = 0
    return c.body(null, 204)
  })
  app.delete('/_test/tokens', c => {
    application.doorkeeper.revoke()
    return c.body(null, 204)
  })
}

/** Acts on a JSON body; what it cannot use is 400 with one sentence. */
async function answer(c: RequestContext, act: (body: Json) => unknown): Promise<Response> {
  try {
    return c.json(act(JSON.parse(await c.req.text())) as object)
  } catch (error) {
    if (error instanceof SyntaxError) return c.json({ error: `the body is no JSON: ${error.message}` }, 400)
    if (error instanceof RangeError) return c.json({ error: error.message }, 400)
    throw error
  }
}
