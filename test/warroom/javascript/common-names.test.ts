import { describe, expect, it } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import { run, value } from './runner.ts'

const answer = (brand: string, contents: string): string =>
  `{Type: 1, ContentsFormat: 'json', Brand: '${brand}', Contents: ${contents}}`

describe('common functions as public scripts call them', () => {
  it.each<[string, Json]>([
    [`'{0} of {1}, {0} {2}'.format('a$&', 2)`, 'a$& of 2, a$& {2}'],
    ['Object.keys("ab").join() + [..."a"].join()', '0,1a'],
    ['[nvl("a"), nvl("", "d"), nvl(null)]', ['a', 'd', 'Unknown']],
    ['[jq({a: {b: [1, 2]}}, "a.b.[1]"), jq({}, "a")]', [2, null]],
    ['[fixUrl("http://h/"), removeLastSlash("http://h")]', ['http://h', 'http://h']],
    ['dotToSpace("file.md5.value")', 'File Md5 Value'],
    ['createContext([{"A.B": 1, "A.C": 2, D: 3}], 7)', [{ A: { B: 1, C: 2 }, D: 3, ID: 7 }]],
    [
      'JSON.stringify([createContext(JSON.parse(\'{"__proto__.x":1}\')), ({}).x])',
      '[{"__proto__":{"x":1}},null]',
    ],
    [
      'dateToString(new Date(2026, 0, 2, 3, 4, 5, 6), "%Y-%m-%d %H:%M:%S.%f %y")',
      '2026-01-02 03:04:05.006 26',
    ],
    ['["1.2.3.4", "256.2.3.4", "x"].map(text => ipRegex.test(text))', [true, false, false]],
    ['"a".repeat(32).match(md5Regex).length', 1],
    ['["b".repeat(40).match(sha1Regex).length, "b".repeat(41).match(sha1Regex)]', [1, null]],
    ['"c".repeat(64).match(sha256Regex).length', 1],
    ['"to ann@example.co.uk, bob@x".match(emailRegex)', ['ann@example.co.uk']],
    ['"https://h:8/p?q#f".match(urlRegex).slice(1)', ['https:', 'h', '8', '/p', '?q', '#f']],
    ['["10.1.2.3", "10.2.0.1"].map(ip => isIPInSubnet(ip, "10.1.0.0/16"))', [true, false]],
    ['[numToIp(3232235777), escapeXMLChars("<a>\'")]', ['192.168.1.1', '&lt;a&gt;&apos;']],
    ['objToList({a: 1, b: [2]}, "T")', '### T\n- a: 1\n- b: 2\n'],
    [
      '[isValidRes([{Type: 1}]), isValidRes([{Type: 4}]), isValidRes([]), isValidRes(null)]',
      [true, false, false, false],
    ],
    ['[brands.vt, providers.cy, thresholds.vtPositives]', ['VirusTotal', 'Cylance', 10]],
    [`[11, 10].map(n => positiveUrl(${answer('VirusTotal', '{positives: n}')}))`, [true, false]],
    [`positiveUrl(${answer('xfe', '{url: {result: {score: 4}}}')})`, true],
    [`positiveFile(${answer('WildFire', `{wildfire: {file_info: {malware: 'yes'}}}`)})`, true],
    [`positiveFile(${answer('cylance', '{h: {generalscore: -0.4}}')})`, false],
    [`positiveIP(${answer('crowdstrike-intel', `[{indicator: 'i', malicious_confidence: 'high'}]`)})`, true],
    [`positiveIP(${answer('VirusTotal', '{detected_urls: []}')})`, false],
    [`[positiveIP({Type: 4}), positiveIP(${answer('Acme', '{}')})]`, [false, false]],
    [
      `shortUrl(${answer('VirusTotal', `{positives: 1, total: 2, url: 'u', permalink: 'l', scan_date: 'd'}`)})`,
      {
        Type: 1,
        ContentsFormat: 'table',
        Contents: {
          ScanDate: 'd',
          Positives: 1,
          Total: 2,
          URL: 'u',
          Provider: 'VirusTotal',
          ProviderLink: 'l',
        },
      },
    ],
    [`shortIP(${answer('xfe', `{reputation: {ip: 'i', score: 1}}`)}).Contents.IP`, 'i'],
    [`shortFile(${answer('ThreatConnect', `{data: {file: {md5: 'm', id: 5}}}`)}).Contents.ID`, 5],
    [
      `shortDomain(${answer('VirusTotal', '{detected_urls: [{positives: 21}, {positives: 20}]}')}).Contents.DetectedURLs`,
      1,
    ],
    [`shortUrl({Type: 4, Contents: 'no'})`, { Type: 4, Contents: 'no' }],
  ])('%s', async (expression, expected) => {
    const made = await value(`return {made: ${expression}}`)
    expect(made).toEqual({ made: expected })
  })

  it('dateToString takes dates only', async () => {
    const { entries } = await run('dateToString("x", "%d")')
    expect(entries).toEqual([{ Type: 4, ContentsFormat: 'text', Contents: 'x must be of type Date' }])
  })

  it('createEntry translates the result into a table and context', async () => {
    const code = `return createEntry({list: [{id: 1, n: {x: 'a'}, s: 's'}]}, {
      contextPath: 'Acme.User(val.ID == obj.ID)', title: 'T', innerPath: 'list', data: [
        {to: 'ID', from: 'id'}, {to: 'Name.First', from: 'n.x'}, {to: 'Secret', from: 's', humanReadable: false}]})`
    expect((await run(code)).entries).toEqual([
      {
        Type: 1,
        Contents: { list: [{ id: 1, n: { x: 'a' }, s: 's' }] },
        ContentsFormat: 'json',
        ReadableContentsFormat: 'markdown',
        HumanReadable: '### T\n|ID|Name First|\n|---|---|\n| 1 | a |\n',
        EntryContext: { 'Acme.User(val.ID == obj.ID)': [{ ID: 1, Name: { First: 'a' }, Secret: 's' }] },
      },
    ])
  })
})

describe('what asks the server', () => {
  const calls: Json[][] = []
  const host = {
    executeCommand(args: Json[]): Json {
      calls.push(args)
      if (args[0] === 'getEntry') return [{ Type: 3, FileID: 'file-7' }]
      return args[0] === 'getList' ? [{ Type: 1, Contents: 'a, b,' }] : []
    },
    saveFile: () => 'unused',
  }

  it.each<[string, Json[]]>([
    [`setIncident({severity: 1})`, ['setIncident', { severity: 1 }]],
    [`setOwner('ann')`, ['setOwner', { owner: 'ann' }]],
    [`setSeverity({id: 1})`, ['setSeverity', { id: 1 }]],
    [`setPlaybook('P')`, ['setPlaybook', { name: 'P' }]],
    [`closeInvestigation({notes: 'n'})`, ['closeInvestigation', { notes: 'n' }]],
  ])('%s', async (code, call) => {
    expect((await run(code, host)).entries).toEqual([])
    expect(calls.at(-1)).toEqual(call)
  })

  it.each<[string, string]>([
    [`fileNameFromEntry('5@12')`, '12_file-7'],
    [`String(fileNameFromEntry('5'))`, 'null'],
    [`getCSVListAsArray('L').join('+')`, 'a+b'],
    [`verifyContextField('A.B', 'x', 'stringContains')`, 'xyz'],
  ])('%s', async (code, text) => {
    const { entries } = await run(`return ${code}`, host, { context: { A: { B: 'xyz' } } })
    expect(entries.map(({ Contents }) => Contents)).toEqual([text])
  })

  it.each<[string, Json]>([
    ['a flat list', ['ip', 'url']],
    ['lists by module', { Acme: [{ name: 'ip' }, { name: 'url' }] }],
  ])('isCommandAvailable reads %s', async (_, commands) => {
    const code = `return [isCommandAvailable('url'), isCommandAvailable('x'), Object.values(getAllSupportedCommands())[0][0].name].join()`
    const { entries } = await run(code, { getAllSupportedCommands: () => commands })
    expect(entries.map(({ Contents }) => Contents)).toEqual(['true,false,ip'])
  })
})
