/** Common functions that are compiled together: their names, and the code that hands all of them to `__offer`. */
export interface Section {
  names: readonly string[]
  code: string
}
