/**
 * What mapping.md calls UNKNOWN about classifiers and mappers, and the default that was taken, one constant each.
 * warroom/README.md lists them.
 */

/** MP-15: an outgoing key whose source is nothing is sent as null; false: the key is absent. */
export const nothingGoesOutAsNull = false

/** MP-34: a type that the mapper does not have is mapped by the common mapping; false makes it an error. */
export const unknownTypeMapsCommon = true

/** MP-24: what stands between the elements of a list in a shortText field; a list of one is its element. */
export const shortTextSeparator = ','
