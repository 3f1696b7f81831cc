import { invalid } from '../errors.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'

const mostKeywords = 10
const longestKeyword = 40

/**
 * `q` of the System Log: whole words without case, all of which some value of the event has to have; a value with
 * hyphens also has its parts. E0000001 for too many or too long ones (okta-api §17.3).
 */
export function keywordFilter(q: string): (event: JsonObject) => boolean {
  const keywords = q.toLowerCase().split(/\s+/).filter(Boolean)
  if (keywords.length > mostKeywords) throw invalid('q', `q: at most ${mostKeywords} keywords are allowed`)
  const long = keywords.find(keyword => keyword.length > longestKeyword)
  if (long !== undefined)
    throw invalid('q', `q: a keyword has at most ${longestKeyword} characters, not '${long}'`)
  return event => {
    const words = wordsOf(event)
    return keywords.every(keyword => words.has(keyword))
  }
}

/** All words of all values of an event, in lower case. */
export function wordsOf(event: Json): Set<string> {
  const words = new Set<string>()
  const collect = (value: Json): void => {
    if (isObject(value) || Array.isArray(value)) Object.values(value).forEach(collect)
    else if (value !== null) for (const word of String(value).toLowerCase().split(/\s+/)) add(words, word)
  }
  collect(event)
  return words
}

function add(words: Set<string>, word: string): void {
  if (word === '') return
  words.add(word)
  if (word.includes('-')) for (const part of word.split('-')) if (part !== '') words.add(part)
}
