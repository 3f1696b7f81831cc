import type { RequestContext } from '../context.ts'
import type { Json } from '../json.ts'

/** Answers 400 with one sentence when the body is not what the switch expects. */
export async function answer(c: RequestContext, act: (body: Json) => Json): Promise<Response> {
  try {
    return c.json(act(JSON.parse(await c.req.text())))
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError)
      return c.json({ error: error.message }, 400)
    throw error
  }
}
