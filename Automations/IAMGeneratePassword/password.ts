/** The characters of one class, and how many of them a password has. */
export interface CharacterClass {
  readonly characters: string
  readonly min: number
  readonly max: number
}

/** A whole number from 0 up and below `end`, each as likely as the other. */
export type Random = (end: number) => number

/**
 * A password with so many characters of each class as its bounds allow, in any order. Numbers, characters and places are
 * drawn one by one, so nothing of it follows from the rest. The bounds are taken as they are: see policyOf.
 */
export function password(policy: readonly CharacterClass[], random: Random): string {
  const drawn = policy.flatMap(({ characters, min, max }) => {
    const length = min + random(max - min + 1)
    return Array.from({ length }, () => characters.charAt(random(characters.length)))
  })
  return shuffled(drawn, random).join('')
}

/** Fisher and Yates: each item in turn is one of those that are left. */
function shuffled(items: readonly string[], random: Random): string[] {
  const left = [...items]
  return items.flatMap(() => left.splice(random(left.length), 1))
}
