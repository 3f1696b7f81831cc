import type { Section } from './section.ts'

/** The old reputation functions: whether an answer of a known brand is bad news, and its few lines for a table. */
export const REPUTATION: Section = {
  names:
    'brands providers thresholds positiveUrl positiveFile positiveIP shortUrl shortFile shortIP shortDomain'.split(
      ' ',
    ),
  code: `
const brands = {
  xfe: 'xfe', vt: 'VirusTotal', cy: 'cylance', wf: 'WildFire', cs: 'crowdstrike-intel', threatconnect: 'ThreatConnect',
}
const providers = {
  xfe: 'IBM X-Force Exchange', vt: 'VirusTotal', cy: 'Cylance', wf: 'WildFire', cs: 'CrowdStrike',
}
const thresholds = { xfeScore: 3, vtPositives: 10, vtPositiveUrlsForIP: 10 }
const XFE = 'https://exchange.xforce.ibmcloud.com/'

// The contents of an answer and what is to be done with them for its brand; undefined when nothing is.
function __byBrand(entry, ways) {
  if (entry.Type === entryTypes.error || entry.ContentsFormat !== formats.json || !entry.Contents) return undefined
  const brand = Object.keys(brands).find(key => brands[key] === entry.Brand)
  return brand !== undefined && hasOwn(ways, brand) ? ways[brand](entry.Contents) : undefined
}

const __crowdStrike = ([first]) => Boolean(first?.indicator) && ['high', 'medium'].includes(first.malicious_confidence)
const __positive = ways => entry => Boolean(__byBrand(entry, { cs: __crowdStrike, ...ways }))
const __manyPositives = found => found.positives > thresholds.vtPositives
const __bad = (urls, limit) => (urls ?? []).filter(url => url.positives > limit).length

const positiveUrl = __positive({ xfe: found => found.url?.result?.score > thresholds.xfeScore, vt: __manyPositives })
const positiveFile = __positive({
  xfe: found => found.malware?.family,
  vt: __manyPositives,
  wf: found => found.wildfire?.file_info?.malware === 'yes',
  cy: found => Object.values(found)[0]?.generalscore < -0.5,
})
const positiveIP = __positive({
  xfe: found => found.reputation?.score > thresholds.xfeScore,
  vt: found => __bad(found.detected_urls, thresholds.vtPositives) > thresholds.vtPositiveUrlsForIP,
})

// An answer that has no short form stays as it is.
const __short = ways => entry => {
  const row = __byBrand(entry, ways)
  return row ? { ContentsFormat: formats.table, Type: entryTypes.note, Contents: row } : entry
}

const __joined = list => (list ?? []).join(',')
const __threatConnect = (found, first) => found && {
  ...first(found), Rating: found.rating, Confidence: found.confidence, DateAdded: found.dateAdded, ID: found.id,
  webLink: found.webLink, Provider: brands.threatconnect,
}

const shortUrl = __short({
  xfe: found => ({
    Country: found.country, MalwareCount: found.malware?.count, A: __joined(found.resolution?.A),
    AAAA: __joined(found.resolution?.AAAA), Score: found.url?.result?.score,
    Categories: Object.keys(found.url?.result?.cats ?? {}).join(','), URL: found.url?.result?.url,
    Provider: providers.xfe, ProviderLink: XFE + 'url/' + found.url?.result?.url,
  }),
  vt: found => ({
    ScanDate: found.scan_date, Positives: found.positives, Total: found.total, URL: found.url,
    Provider: providers.vt, ProviderLink: found.permalink,
  }),
  threatconnect: found => __threatConnect(found.data?.url, url => ({ Url: url.text })),
})

const shortFile = __short({
  xfe: ({ malware = {} }) => ({
    Family: malware.family, MIMEType: malware.mimetype, MD5: malware.md5?.substring(2) ?? '',
    CnCServers: malware.origins?.CnCServers?.count, DownloadServers: malware.origins?.downloadServers?.count,
    Emails: malware.origins?.emails?.count, ExternalFamily: __joined(malware.origins?.external?.family),
    ExternalCoverage: malware.origins?.external?.detectionCoverage, Provider: providers.xfe,
    ProviderLink: XFE + 'malware/' + String(malware.md5).replace(/^0x/, ''),
  }),
  vt: found => ({
    Resource: found.resource, ScanDate: found.scan_date, Positives: found.positives, Total: found.total,
    SHA1: found.sha1, SHA256: found.sha256, Provider: providers.vt, ProviderLink: found.permalink,
  }),
  cy(found) {
    const [first] = Object.values(found)
    return first && {
      Status: first.status, Code: first.statuscode, Score: first.generalscore, Classifiers: stringify(first.classifiers),
      ConfirmCode: first.confirmcode, Error: first.error, Provider: providers.cy,
    }
  },
  wf({ wildfire }) {
    const file = wildfire?.file_info
    return file && {
      Type: file.filetype, Malware: file.malware, MD5: file.md5, SHA256: file.sha256, Size: file.size, Provider: providers.wf,
    }
  },
  threatconnect: found => __threatConnect(found.data?.file, file =>
    ({ File: file.file, Sha256: file.sha256, Sha1: file.sha1, MD5: file.md5 })),
})

const shortIP = __short({
  xfe: ({ reputation = {} }) => ({
    IP: reputation.ip, Score: reputation.score, Geo: reputation.geo?.country ?? '',
    Categories: reputation.cats ? stringify(reputation.cats) : '', Provider: providers.xfe,
  }),
  vt: found => ({ DetectedURLs: __bad(found.detected_urls, thresholds.vtPositives), Provider: providers.vt }),
  threatconnect: found => __threatConnect(found.data?.address, address => ({ IP: address.ip })),
})

const shortDomain = __short({
  vt: found => ({ DetectedURLs: __bad(found.detected_urls, 20), Provider: providers.vt }),
})

__offer({
  brands, providers, thresholds, positiveUrl, positiveFile, positiveIP, shortUrl, shortFile, shortIP, shortDomain,
})
`,
}
