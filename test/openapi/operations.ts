import { type Document, type Operation, type Parameter, refName, type Schema } from './document.ts'

/** An operation with its references to parameters and responses followed. */
export interface Known {
  /** Method and path template. */
  name: string
  query: Map<string, Parameter>
  body?: { schemas: Map<string, Schema>; required: boolean }
  /** By status; the schemas by content type, none when the answer has no body. */
  responses: Map<string, Map<string, Schema>>
}

interface Route {
  method: string
  fits: RegExp
  known: Known
}

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** Every operation of a document. */
export function routesOf(document: Document): Route[] {
  return Object.entries(document.paths).flatMap(([template, item]) => {
    // A template is matched segment by segment; `me` and `default` are values, not paths of their own.
    const fits = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
    const shared = (item.parameters ?? []) as unknown as Parameter[]
    return methods
      .filter(method => Object.hasOwn(item, method))
      .map(method => ({
        method,
        fits,
        known: known(document, `${method} ${template}`, item[method], shared),
      }))
  })
}

/** The operation of a method and a path without its query. */
export function operationAt(routes: readonly Route[], method: string, path: string): Known | undefined {
  return routes.find(route => route.method === method.toLowerCase() && route.fits.test(path))?.known
}

function known(
  document: Document,
  name: string,
  operation: Operation | undefined,
  shared: Parameter[],
): Known {
  const { parameters = [], requestBody, responses = {} } = operation ?? {}
  const { components } = document
  const query = [...shared, ...parameters]
    .map(one => (one.$ref === undefined ? one : components.parameters?.[refName(one.$ref)]))
    .filter(one => one?.in === 'query')
    .map((one): [string, Parameter] => [one?.name ?? '', one as Parameter])
  const answers = Object.entries(responses).map(([status, one]): [string, Map<string, Schema>] => [
    status,
    schemasOf(one.$ref === undefined ? one : (components.responses?.[refName(one.$ref)] ?? {})),
  ])
  return {
    name,
    query: new Map(query),
    ...(requestBody && {
      body: { schemas: schemasOf(requestBody), required: requestBody.required ?? false },
    }),
    responses: new Map(answers),
  }
}

function schemasOf({ content = {} }: { content?: Record<string, { schema?: Schema }> }): Map<string, Schema> {
  return new Map(Object.entries(content).map(([type, { schema }]) => [type, schema ?? {}]))
}
