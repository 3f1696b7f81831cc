import { anything, flag, list, marketplaces, number, oneOf, strict, text, textOrNull } from './build.ts'

const side = strict({ value: anything }, { isContext: flag })
const filters = list(
  list(strict({ operator: text, left: side }, { right: side, ignorecase: flag, type: text })),
)
const field = strict(
  {},
  { id: text, fieldId: text, version: number, isVisible: flag, sortValues: text, modified: text, filters },
)
const section = strict(
  {},
  {
    id: text,
    name: text,
    type: text,
    version: number,
    description: textOrNull,
    isVisible: flag,
    readOnly: flag,
    query: anything,
    queryType: text,
    sortValues: text,
    fields: list(field),
    filters,
    modified: text,
  },
)
// What a tab holds no schema file says; the layout rules look into it for fields and scripts.
const view = strict({}, { tabs: list({ type: 'object' }), sections: list(section) })

/** Pack layout §5, "layout". */
export const layout = strict(
  { id: text, name: text, group: oneOf('incident', 'indicator'), version: number, fromVersion: text },
  {
    detailsV2: view,
    details: view,
    edit: view,
    close: view,
    quickView: view,
    mobile: view,
    indicatorsDetails: view,
    indicatorsQuickView: view,
    description: textOrNull,
    definitionId: text,
    system: flag,
    toVersion: text,
    marketplaces,
  },
)
