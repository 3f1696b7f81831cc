import { describe, expect, it } from 'vitest'
import { PYTHON } from '../wire/launcher.ts'
import { container } from './bundles.ts'

/** The stand-in itself does what the host contract (§6) says of the platform's loop. */
describe.skipIf(PYTHON === undefined)('the stand-in of the container loop', () => {
  const told = { command: 'x' }

  it('answers pings before, between and after runs, and ends with its input', async () => {
    const one = container()
    await one.ping()
    await one.run({ ...told, script: '' })
    await one.ping()
    expect(await one.end()).toBe(0)
  })

  it('takes back what a script leaves in the environment, the folder and its globals', async () => {
    const one = container({ KEPT: 'yes' })
    const first = "import os\nos.environ['LEFT'] = 'x'\nos.environ.pop('KEPT')\nos.chdir('/')\nleft = 1"
    await one.run({ ...told, script: first })
    const script =
      "import os\ndemisto.results([os.environ.get('LEFT', '-'), os.environ['KEPT'], os.getcwd(), 'left' in globals()])"
    const { results } = await one.run({ ...told, script })
    expect(results).toMatchObject(['-', 'yes', process.cwd(), 'False'].map(Contents => ({ Contents })))
  })

  it('a module that a script put among the modules stays', async () => {
    const one = container()
    await one.run({ ...told, script: "import types\nsys.modules['mine'] = types.ModuleType('mine')" })
    const { results } = await one.run({ ...told, script: "demisto.results('mine' in sys.modules)" })
    expect(results).toMatchObject([{ Contents: 'True' }])
  })

  it.each([
    ['an exception is told with its trace', "raise ValueError('no')", /^Traceback(.|\n)*ValueError: no/],
    ['an exit is swallowed', 'exit(3)', undefined],
    [
      'a refusal of the platform is a ValueError',
      "demisto.mapObject({}, 'gone')",
      /ValueError: no mapper named gone/,
    ],
  ])('%s, and the next run goes on', async (_, script, raised) => {
    const one = container()
    const ran = await one.run({ ...told, script })
    if (raised) expect(ran.raised).toMatch(raised)
    else expect(ran.raised).toBeUndefined()
    expect((await one.run({ ...told, script: 'demisto.results(1)' })).results).toHaveLength(1)
  })

  it('gives what is printed to the log, and a script its name and its calling context', async () => {
    const script =
      "print('said', 1)\ndemisto.results([__name__, demisto.callingContext['context']['IntegrationBrand']])"
    const { printed, results } = await container().run({ ...told, script })
    expect(printed).toEqual(['said 1'])
    expect(results).toMatchObject([{ Contents: 'builtins' }, { Contents: 'Okta IAM' }])
  })

  it('keeps compiled code under its version', async () => {
    const one = container()
    await one.run({ ...told, script: "demisto.results('v1')", codeVersion: '1' })
    const { results } = await one.run({ ...told, script: '', codeVersion: '1' })
    expect(results).toMatchObject([{ Contents: 'v1' }])
  })

  it('native: the process ends after one run', async () => {
    const one = container()
    await one.run({ ...told, script: '', native: true })
    await expect(one.ping()).rejects.toThrow('the container ended with 0')
  })

  it('whatever else comes out of the container fails the run', async () => {
    const script = "import os\nos.write(1, b'noise\\n')"
    await expect(container().run({ ...told, script })).rejects.toThrow('noise')
  })
})
