/** The formats that Okta's documents use and that say something about a value; its others are prose. */
export const formats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/,
  'ISO 8601 compliant timestamp': /^\d{4}-\d\d-\d\dT\d\d:\d\d/,
  email: /^[^@\s]+@[^@\s]+$/,
  int32: {
    type: 'number',
    validate: (value: number) => Number.isInteger(value) && Math.abs(value) < 2 ** 31,
  },
  double: { type: 'number', validate: Number.isFinite },
} as const
