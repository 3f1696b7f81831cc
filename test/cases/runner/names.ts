/** The names of a person whose address is `first.last@…`: only what is peculiar has to be said of anybody. */
export function namesIn(address: string): { readonly first: string; readonly last: string } {
  const [first = '', last = 'Lee'] = address.split('@')[0]?.split('.') ?? []
  const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
  return { first: capital(first), last: capital(last) }
}
