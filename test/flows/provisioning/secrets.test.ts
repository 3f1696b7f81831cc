import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { type Case, readCase } from '../../cases/runner/case.ts'
import { waitingIn } from '../../cases/runner/kept.ts'
import { playSteps, spoken, warRoomLines } from '../../cases/runner/play.ts'
import { forgetStages, type Stage, setStage } from '../../cases/runner/stage.ts'
import { emptyFolder } from '../../warroom/stand-in.ts'

const CASES = fileURLToPath(new URL('../../cases', import.meta.url))
const PACKS = fileURLToPath(new URL('../../packs', import.meta.url))
const KILLED = 137
/** The journal lines of a new hire are a hundred or so; every seventh is enough to meet all states between two commands. */
const STEP = 7
/** Known beforehand, so that it is also found where it was never mailed; one that HTML, JSON and a URL each spell in their way. */
const PASSWORD = 'Fixed&"Pass<word>/4711'
/** The same kind of characters only: no policy takes it. */
const WEAK = 'allofonekindofletters'
const HTML = 'Fixed&amp;&quot;Pass&lt;word&gt;/4711'
const spellingsOf = (password: string): string[] => [
  password,
  JSON.stringify(password).slice(1, -1),
  password.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  encodeURIComponent(password),
  Buffer.from(password).toString('base64'),
]

const folders: string[] = []
afterAll(async () => {
  await forgetStages()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A pack with the script OurOwnPasswords; its name as a case has it. */
function packThatMakes(password: string): string {
  const folder = emptyFolder()
  folders.push(folder)
  const script = path.join(folder, 'Scripts', 'OurOwnPasswords')
  mkdirSync(script, { recursive: true })
  const metadata = { name: 'Own', support: 'community', currentVersion: '1.0.0', author: 'Tests' }
  writeFileSync(path.join(folder, 'pack_metadata.json'), JSON.stringify(metadata))
  writeFileSync(path.join(script, 'OurOwnPasswords.js'), `return ${JSON.stringify(password)};\n`)
  const declared = {
    commonfields: { id: 'OurOwnPasswords', version: -1 },
    name: 'OurOwnPasswords',
    script: '',
  }
  const own = {
    ...declared,
    comment: 'Makes a password.',
    type: 'javascript',
    tags: [],
    enabled: true,
    args: [],
  }
  writeFileSync(path.join(script, 'OurOwnPasswords.yml'), JSON.stringify(own))
  return path.relative(PACKS, folder)
}

function withOwnPassword(one: Case, password: string): Case {
  const inputs = one.given.inputs['IAM - Create User In Active Directory'] ?? {}
  const playbook = { ...inputs, PasswordGenerationScriptName: 'OurOwnPasswords' }
  const packs = [...one.given.packs, packThatMakes(password)]
  const all = { ...one.given.inputs, 'IAM - Create User In Active Directory': playbook }
  return { ...one, given: { ...one.given, packs, inputs: all } }
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))

/** The files of a state folder that hold one of the texts. */
const holding = (state: string, texts: readonly string[]): string[] =>
  filesBelow(state).filter(file => texts.some(text => readFileSync(file, 'utf8').includes(text)))

const mailed = (stage: Stage): string[] =>
  (stage.kept().mails as { body: string }[]).flatMap(({ body }) =>
    [...body.matchAll(/Password(?:: |<\/td><td>)([^\s<]+)</g)].map(([, password = '']) => password),
  )

/** The lines that have a task which was under way at a death run again. */
function doubtIn({ state }: Stage): string[] {
  const [doubt] = waitingIn(state).filter(({ isInDoubt }) => isInDoubt)
  return doubt ? [`/incident ${doubt.incident}`, `/task ${doubt.id} run`] : []
}

/** Plays a case and gives what its war rooms printed. */
async function played(one: Case, look: (stage: Stage, printed: string) => void): Promise<void> {
  const stage = await setStage(one)
  const printed: string[] = []
  const run: Stage['run'] = async lines => {
    const ended = await stage.run(lines, {})
    printed.push(ended.out, ended.err)
    return ended
  }
  try {
    await playSteps({ ...stage, run }, one.steps)
    look(stage, printed.join('\n'))
  } finally {
    await stage.close()
  }
}

describe('a first password', { timeout: 120_000 }, () => {
  it.each([
    ['create-in-ad-makes-account', 2],
    ['create-in-ad-two-directories', 2],
    ['create-in-ad-no-mail-sender', 1],
    ['activate-missing-account-desk', 2],
  ])('of %s is in %i mails and neither in the state nor in what is printed', async (name, count) => {
    await played(readCase(CASES, name), (stage, printed) => {
      const passwords = mailed(stage)
      expect(passwords).toHaveLength(count)
      expect(passwords.every(password => password.length >= 17)).toBe(true)
      expect(holding(stage.state, ['ann.lee@company.example'])).not.toEqual([])
      expect(holding(stage.state, passwords)).toEqual([])
      for (const password of passwords) expect(printed).not.toContain(password)
    })
  })

  it.each([
    ['that a script of the company makes', 'create-in-ad-makes-account', PASSWORD, HTML],
    ['that nobody could be mailed', 'create-in-ad-no-mail-sender', PASSWORD, 'password that nobody knows'],
    [
      'that the directory refuses',
      'create-in-ad-makes-account',
      WEAK,
      'does not meet the policy of the domain',
    ],
  ])('%s is not in the state either', async (_, name, password, happened) => {
    await played(withOwnPassword(readCase(CASES, name), password), (stage, printed) => {
      expect(JSON.stringify(stage.kept())).toContain(happened)
      expect(holding(stage.state, ['ann.lee@company.example'])).not.toEqual([])
      expect(holding(stage.state, spellingsOf(password))).toEqual([])
      for (const spelling of spellingsOf(password)) expect(printed).not.toContain(spelling)
    })
  })

  it('is not in the state that a killed war room leaves', { timeout: 300_000 }, async () => {
    const one = withOwnPassword(readCase(CASES, 'create-in-ad-makes-account'), PASSWORD)
    const stage = await setStage(one)
    try {
      const [step] = one.steps
      let lines = warRoomLines(spoken(typeof step === 'string' ? step : '', stage))
      let deaths = 0
      while (lines.length > 0) {
        const { status, out, err } = await stage.run(lines, { WARROOM_DIE_AT: String(STEP) })
        expect(holding(stage.state, spellingsOf(PASSWORD))).toEqual([])
        for (const spelling of spellingsOf(PASSWORD)) expect(out + err).not.toContain(spelling)
        deaths += status === KILLED ? 1 : 0
        lines = status === KILLED ? ['/incidents'] : doubtIn(stage)
      }
      expect(deaths).toBeGreaterThan(3)
      expect(mailed(stage)).toEqual([HTML, HTML])
    } finally {
      await stage.close()
    }
  })
})
