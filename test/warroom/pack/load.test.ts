import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { loadPacks } from '../../../warroom/pack/load.ts'
import { Refusal } from '../../../warroom/refusal.ts'
import { ACME, acmeFiles, acmeZip, emptyFolder, fileOf, SNAKE } from '../stand-in.ts'

function load(...sources: string[]) {
  const said: string[] = []
  const content = loadPacks(sources, sentence => said.push(sentence))
  return { content, said, brands: [...content.integrations.keys()] }
}

/** The stand-in pack as a folder in the repository form, its code beside the YAML; inside `within` when that is given. */
function acmeFolder(within = emptyFolder()): string {
  const folder = path.join(within, 'Acme')
  for (const [name, bytes] of Object.entries(acmeFiles())) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), bytes)
  }
  return folder
}

const LIST = path.join(ACME, 'Lists/list-Acme_settings.json')

describe('a pack', () => {
  test.each([
    ['a zip', () => acmeZip()],
    ['a folder in the repository form', () => acmeFolder()],
  ])('is read from %s', (_, source) => {
    const { content, said, brands } = load(source())
    expect(said).toEqual([])
    expect(brands).toEqual(['Acme Directory'])
    expect(content.of('mapper').map(({ id }) => id)).toEqual(['Acme out'])
    expect(content.of('classifier').map(({ id }) => id)).toEqual(['Acme kinds'])
    expect(content.of('incident type').map(({ id }) => id)).toEqual(['Acme Alert'])
    expect(content.of('incident field').map(({ id }) => id)).toEqual(['incident_acmeid'])
    expect(content.of('list').map(({ item }) => item.data)).toEqual(['{"quota": 3}'])
  })

  test('takes its code from beside the YAML', () => {
    expect(load(SNAKE).content.integrations.get('Snake')?.code).toBe("demisto.results('ok')\n")
  })

  test('several are read at once, and a folder of packs too', () => {
    expect(load(acmeZip(), SNAKE).brands).toEqual(['Acme Directory', 'Snake'])
    const folder = emptyFolder()
    acmeFolder(folder)
    cpSync(SNAKE, path.join(folder, 'Snake'), { recursive: true })
    expect(load(folder).brands).toEqual(['Acme Directory', 'Snake'])
  })

  test('may be a zip of zips (PL-2) or one file', () => {
    const outer = fileOf('packs.zip', zipSync({ 'Acme.zip': zipSync(acmeFiles()) }))
    expect(load(outer).brands).toEqual(['Acme Directory'])
    expect(load(LIST).content.of('list')).toHaveLength(1)
  })

  test('is told by content, not by file name', () => {
    const { content } = load(
      acmeZip(files => {
        files['Lists/who-knows.json'] =
          files['Classifiers/classifier-mapper-outgoing-Acme.json'] ?? new Uint8Array()
        delete files['Classifiers/classifier-mapper-outgoing-Acme.json']
      }),
    )
    expect(content.of('mapper').map(({ file }) => file.split('#')[1])).toEqual(['Lists/who-knows.json'])
  })

  test('the later of two items wins with a warning that names both files', () => {
    const { content, said } = load(
      acmeFolder(),
      fileOf('list.json', '{"id":"Acme settings-sample","data":"new","type":"json"}'),
    )
    expect(content.of('list').map(({ item }) => item.data)).toEqual(['new'])
    expect(said).toEqual([
      expect.stringMatching(
        /^The list "Acme settings-sample" of \S*list\.json replaces the one of \S*list-Acme_settings\.json\.$/,
      ),
    ])
  })

  test('a list may keep its content in a file of its own', () => {
    const folder = path.join(emptyFolder(), 'Lists', 'Places')
    mkdirSync(folder, { recursive: true })
    writeFileSync(
      path.join(folder, 'Places.json'),
      '{"id":"Places","name":"Places","type":"json","data":"-"}',
    )
    writeFileSync(path.join(folder, 'Places_data.json'), '["here"]')
    const { content, said } = load(path.dirname(path.dirname(folder)))
    expect(content.of('list').map(({ item }) => item.data)).toEqual(['["here"]'])
    expect(said).toEqual([])
  })
})

describe('code', () => {
  const SCRIPT = 'commonfields: {id: Greet}\nname: Greet\ntype: javascript\nscript: '
  const INTEGRATION = 'commonfields: {id: Greet}\nname: Greet\ncategory: Utilities\nscript: '

  /** A YAML in the repository form, with files of code beside it. */
  function scriptFile(yaml: string, beside: Record<string, string> = {}): string {
    const file = fileOf('Greet.yml', yaml)
    for (const [name, text] of Object.entries(beside))
      writeFileSync(path.join(path.dirname(file), name), text)
    return file
  }

  test.each([
    ["''", 'Greet.js'],
    ["'-'", 'Greet.js'],
    ['', 'Greet.js'],
    ["''", 'Greet.py'],
    ["''", 'Greet.ps1'],
  ])('of a single file with script: %s is read from %s', (script, beside) => {
    const { content, said } = load(scriptFile(SCRIPT + script, { [beside]: 'return 1', 'Other.js': 'x' }))
    expect(said).toEqual([])
    expect(content.automations.get('Greet')?.code).toBe('return 1')
  })

  test.each([
    ['an automation', `${SCRIPT}''`],
    ['an automation with the placeholder', `${SCRIPT}'-'`],
    ['an automation of nothing', SCRIPT],
    ['a Python automation', `${SCRIPT.replace('javascript', 'python')}''`],
    ['a Python integration', `${INTEGRATION}{ type: python, script: '-' }`],
    ['an integration of nothing', `${INTEGRATION}{ type: javascript }`],
  ])('%s without any is reported and replaces no working one', (_, yaml) => {
    const working = yaml.startsWith(INTEGRATION)
      ? scriptFile(`${INTEGRATION}{ type: javascript, script: return 1 }`)
      : scriptFile(`${SCRIPT}return 1`)
    const empty = scriptFile(yaml, { 'Other.py': 'x' })
    const { content, said } = load(working, empty)
    expect(said).toEqual([`${empty} was left out: it holds no code and there is no file of code beside it.`])
    const items = yaml.startsWith(INTEGRATION) ? content.integrations : content.automations
    expect(items.get('Greet')?.file).toBe(working)
    expect(items.get('Greet')?.code).toBe('return 1')
  })

  test('stays that of the YAML when another file of the pack has its name', () => {
    const pack = acmeZip(files => {
      files['Scripts/Greet/Greet.yml'] = strToU8(`${SCRIPT}''`)
      files['Scripts/Other/Greet.js'] = strToU8('return 1')
    })
    expect(load(pack).said).toEqual([
      expect.stringMatching(/#Scripts\/Greet\/Greet\.yml was left out: it holds no code/),
    ])
  })
})

describe('what is broken', () => {
  test.each([
    ['Lists/list-x.json', '{"id": ', /#Lists\/list-x\.json was left out: .*JSON/],
    ['Lists/list-x.json', '[1]', /was left out: it holds no object\.$/],
    ['Lists/list-x.json', '{"who": 1}', /was left out: it is no kind of content item that is known\.$/],
    ['Lists/list-x.json', '{"data": ""}', /was left out: the list has no id\.$/],
    ['Integrations/x.yml', 'a: [', /#Integrations\/x\.yml was left out: /],
    [
      'Integrations/x.yml',
      'category: x\nconfiguration: []\ncommonfields: {id: X}\nname: X\nscript: 5',
      /was left out: script: /,
    ],
  ])('%s with %j is reported and the rest loads', (name, text, expected) => {
    const { said, brands } = load(
      acmeZip(files => {
        files[name] = strToU8(text)
      }),
    )
    expect(said).toEqual([expect.stringMatching(expected)])
    expect(brands).toEqual(['Acme Directory'])
  })

  test('files outside the item folders are passed over in silence', () => {
    const { said } = load(
      acmeZip(files => {
        for (const name of ['package.json', 'biome.json', 'test/x.json', '.github/x.yml'])
          files[name] = strToU8('{"a":')
      }),
    )
    expect(said).toEqual([])
  })

  test.each([
    ['an absent path', () => '/nowhere/pack.zip', /Pack \/nowhere\/pack\.zip does not exist/],
    ['no zip', () => fileOf('x.zip', 'this is no zip'), /is no readable zip/],
    ['an empty zip file', () => fileOf('x.zip', ''), /is no readable zip/],
  ])('%s is refused', (_, source, sentence) => {
    const load = () => loadPacks([source()], () => {})
    expect(load).toThrow(Refusal)
    expect(load).toThrow(sentence)
  })

  test('a pack without items is told', () => {
    expect(load(fileOf('a.zip', zipSync({ 'README.md': strToU8('hi') }))).said).toEqual([
      expect.stringMatching(/holds no content item\.$/),
    ])
  })
})
