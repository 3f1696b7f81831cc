import type { Json } from '../../kit/wire.ts'
import { asText, asWhole, isNothing } from './cast.ts'
import { concatRunsOnNothing, substringWithoutMarkIsWhole } from './decisions.ts'
import { replaceMatches } from './match.ts'
import { type Args, argument, listResult, perItem, type TransformerOperator } from './transform.ts'

const text = (change: (text: string, args: Args) => Json | undefined): TransformerOperator =>
  perItem((value, args) => change(asText(value), args))

function delimiter(args: Args): string {
  const given = argument(args, 'delimiter', asText)
  return given === undefined || given === '' ? ',' : given
}

function replace(value: string, args: Args): string {
  const toReplace = argument(args, 'toReplace', asText) ?? ''
  if (toReplace === '') return value
  const limit = args.limit === '' ? undefined : argument(args, 'limit', asWhole)
  const replaceWith = argument(args, 'replaceWith', asText) ?? ''
  const parts = value.split(toReplace)
  const times = limit === undefined || limit < 0 ? parts.length : limit
  return parts.reduce((done, part, place) => done + (place <= times ? replaceWith : toReplace) + part)
}

/** By characters, not by UTF-16 units, so that no emoji is cut in two. */
function substring(value: string, args: Args): string {
  const characters = [...value]
  const from = Math.max(0, argument(args, 'from', asWhole) ?? 0)
  const to = Math.max(0, argument(args, 'to', asWhole) ?? characters.length)
  return characters.slice(from, to).join('')
}

const withoutMark = (value: string) => (substringWithoutMarkIsWhole ? value : '')

function substringFrom(value: string, args: Args): string {
  const mark = argument(args, 'from', asText) ?? ''
  const at = value.indexOf(mark)
  return at < 0 ? withoutMark(value) : value.slice(at + mark.length)
}

function substringTo(value: string, args: Args): string {
  const mark = argument(args, 'to', asText) ?? ''
  if (mark === '') return value
  const at = value.indexOf(mark)
  return at < 0 ? withoutMark(value) : value.slice(0, at)
}

function concat(value: string, args: Args): string {
  return (argument(args, 'prefix', asText) ?? '') + value + (argument(args, 'suffix', asText) ?? '')
}

/** The built-in transformers of text (MP-56). */
export const TEXT_TRANSFORMERS: Record<string, TransformerOperator> = {
  toUpperCase: text(value => value.toUpperCase()),
  toLowerCase: text(value => value.toLowerCase()),
  trim: text(value => value.trim()),
  split: text((value, args) => listResult(value.split(delimiter(args)))),
  splitAndTrim: text((value, args) => listResult(value.split(delimiter(args)).map(part => part.trim()))),
  replace: text(replace),
  replaceMatch: (value, args, env) =>
    text(item => {
      const regex = argument(args, 'regex', asText)
      if (isNothing(regex) || regex === '') return item
      return replaceMatches(item, regex, argument(args, 'replaceWith', asText) ?? '', env.language)
    })(value, args, env),
  concat: (value, args, env) => text(concat)(value ?? (concatRunsOnNothing ? '' : undefined), args, env),
  substring: text(substring),
  substringFrom: text(substringFrom),
  substringTo: text(substringTo),
  strLength: text(value => [...value].length),
}
