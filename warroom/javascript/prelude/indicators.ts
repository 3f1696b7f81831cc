import type { Section } from './section.ts'

/** Reputation: the paths of indicators in the context, scores, and marking one as malicious (HC-72). */
export const INDICATORS: Section = {
  names: 'outputPaths DBotScore dbotScore scoreToReputation addMalicious severityToText'.split(' '),
  code: `
const __same = member => 'val.' + member + ' && val.' + member + ' == obj.' + member
const outputPaths = {
  ip: 'IP(' + __same('Address') + ')',
  url: 'URL(' + __same('Data') + ')',
  domain: 'Domain(' + __same('Name') + ')',
  cve: 'CVE(' + __same('ID') + ')',
  email: 'Account.Email(' + __same('Address') + ')',
  file: 'File(' + ['MD5', 'SHA1', 'SHA256', 'SHA512', 'CRC32', 'CTPH', 'SSDeep'].map(__same).join(' || ') + ')',
  endpoint: 'Endpoint(' + __same('ID') + ')',
  dbotScore: 'DBotScore',
}

const DBotScore = { unknown: 0, good: 1, suspicious: 2, bad: 3 }

const scoreToReputation = score => ['Unknown', 'Good', 'Suspicious', 'Bad'][score] ?? 'None'

const dbotScore = (indicator, type, vendor, score) =>
  ({ Indicator: indicator, Type: type, Vendor: vendor, Score: score ?? DBotScore.unknown })

// What is malicious is added to what others said, not written over it (HC-72).
function addMalicious(context, path, malicious) {
  if (!hasOwn(context, path)) context[path] = {}
  for (const object of toArray(context[path])) {
    object.Malicious = malicious
    object.properties_to_append = uniqueArray([...toArray(object.properties_to_append), 'Malicious'])
  }
  return context
}

const severityToText = severity =>
  ({ 0: 'Unknown', 0.5: 'Informational', 1: 'Low', 2: 'Medium', 3: 'High', 4: 'Critical' })[severity] ?? 'Unknown'

__offer({ outputPaths, DBotScore, dbotScore, scoreToReputation, addMalicious, severityToText })
`,
}
