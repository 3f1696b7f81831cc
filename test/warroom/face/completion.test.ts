import { describe, expect, test } from 'vitest'
import { complete } from '../../../warroom/face/completion.ts'
import { testRoom } from '../engine/room.ts'

const yaml = `
- { name: acme one, brand: Acme Directory, params: { credentials: t0ken } }
- { name: acme2, brand: Acme Directory, params: { credentials: t0ken } }
- { name: off, brand: Acme Directory, enabled: false, params: { credentials: t0ken } }
`

describe('Tab completes', () => {
  test.each<[string, string[], string]>([
    ['!acme-e', ['!acme-echo', '!acme-entries'], '!acme-e'],
    ['!zzz', [], '!zzz'],
    ['/in', ['/instances', '/incidents', '/incident'], '/in'],
    ['/test acm', ['acme one', 'acme2'], 'acm'],
    ['/test acme o', ['acme one'], 'acme o'],
    ['/help acme-as', ['acme-ask'], 'acme-as'],
    ['/list Ac', ['Acme settings-sample', 'Acme settings'], 'Ac'],
    ['!acme-echo m', ['many=', 'mode='], 'm'],
    ['!acme-echo mode=loud m', ['many='], 'm'],
    ['!acme-echo text="a b" us', ['using=', 'using-brand='], 'us'],
    ['!acme-echo text=`{"a b": 1}` pass', ['password='], 'pass'],
    ['!acme-echo mode=', ['mode=loud ', 'mode=quiet '], 'mode='],
    ['!acme-echo mode=q', ['mode=quiet '], 'mode=q'],
    ['!acme-echo raw-response=t', ['raw-response=true '], 'raw-response=t'],
    ['!acme-echo using=', ['using="acme one" ', 'using=acme2 '], 'using='],
    ['!acme-echo using="acme o', ['using="acme one" '], 'using="acme o'],
    ['!acme-echo using-brand=A', ['using-brand="Acme Directory" '], 'using-brand=A'],
    ['!acme-echo text=x', [], 'text=x'],
    ['!getLi', ['!getList'], '!getLi'],
    ['!getList li', ['listName='], 'li'],
    ['!getList us', [], 'us'],
    ['!linkIncidents action=', ['action=link ', 'action=unlink '], 'action='],
    ['/fetch acme2', ['acme2'], 'acme2'],
    ['a note', [], 'note'],
    ['', [], ''],
  ])('%j', async (line, candidates, word) => {
    const { session } = await testRoom({ yaml })
    expect(complete(line, session)).toEqual([candidates, word])
  })
})
