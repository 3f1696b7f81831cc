export const greeting = (name: string, loud: boolean): string => {
  const said = `Hello ${name}`
  return loud ? said.toUpperCase() : said
}
