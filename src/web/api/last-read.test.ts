import { QueryClient } from '@tanstack/react-query'
import { showAtOnce } from './at-once.ts'
import { Problem } from './call.ts'
import { keepRead, type Places, restoreRead } from './last-read.ts'
import { SIGNED_IN } from './read-here.ts'

const NOBODY_WAITS = new Set<string>()
const HOUR = 3_600_000

/** What a browser keeps of strings. */
function place(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (n: number) => [...kept.keys()][n] ?? null,
    get length() {
      return kept.size
    },
  }
}

/** A window in which Ana read a conversation, and the same window once it was loaded anew. */
function makeWindow() {
  let clock = Date.parse('2026-11-23T09:00:00Z')
  const places: Places = { here: place(), browser: place(), now: () => clock }
  places.browser.setItem(SIGNED_IN, 'ana')
  const read = new QueryClient()
  const at = { updatedAt: clock }
  read.setQueryData(['session'], { current: { member: { id: 'ana' } } }, at)
  read.setQueryData(['readConversation', { params: { conversationId: 'c' } }], { subject: 'Brakes' }, at)
  read.setQueryData(THREAD, { pages: [{ items: [{ id: 'm1' }, { id: 'm2' }] }], pageParams: [''] }, at)
  read.setQueryData(['listTokens'], { items: [{ name: 'Shop' }] }, at)
  return {
    read,
    places,
    passes: (ms: number) => {
      clock += ms
    },
    keep: (waiting: ReadonlySet<string> = NOBODY_WAITS) => keepRead(read, 'ana', waiting, places),
    loadAnew: () => {
      const anew = new QueryClient()
      return { anew, session: restoreRead(anew, places) }
    },
  }
}
const TALK = ['readConversation', { params: { conversationId: 'c' } }]
const THREAD = ['listMessages', { params: { conversationId: 'c' } }, 'pages']

describe('what was read in a window', () => {
  it('is read on after it was loaded anew without a line, and nothing of the settings is kept', () => {
    const window = makeWindow()
    window.keep()
    const { anew, session } = window.loadAnew()
    expect(session).toEqual({ current: { member: { id: 'ana' } } })
    expect(anew.getQueryData(TALK)).toEqual({ subject: 'Brakes' })
    expect(anew.getQueryState(TALK)?.dataUpdatedAt).toBe(Date.parse('2026-11-23T09:00:00Z'))
    expect(anew.getQueryData(['listTokens'])).toBeUndefined()
  })

  it('is what the server said: neither what an act shows beforehand, nor words that only wait', () => {
    const window = makeWindow()
    showAtOnce(window.read, [{ of: TALK, as: () => ({ subject: 'Brakes', closedAt: 'now' }) }])
    window.keep(new Set(['m2']))
    const { anew } = window.loadAnew()
    expect(anew.getQueryData(TALK)).toEqual({ subject: 'Brakes' })
    expect(anew.getQueryData(THREAD)).toMatchObject({ pages: [{ items: [{ id: 'm1' }] }] })
  })

  it.each([
    ['is read on where it was asked again as the line went', new TypeError('Failed to fetch'), true],
    ['is read on where the server was away', new Problem(502, {}), true],
    ['is not kept where the server denies it since', new Problem(404, { code: 'not_found' }), false],
  ])('%s', async (_, error, kept) => {
    const window = makeWindow()
    const query = window.read.getQueryCache().find({ queryKey: TALK })!
    await expect(
      query.fetch({ queryKey: TALK, queryFn: () => Promise.reject(error), retry: false }),
    ).rejects.toBe(error)
    window.keep()
    const { anew } = window.loadAnew()
    expect(anew.getQueryData(TALK)).toEqual(kept ? { subject: 'Brakes' } : undefined)
  })

  it.each([
    ['signed out', null],
    ['signed in as somebody else', 'luis'],
  ])('is found no more once they are %s, also in another window', (_, who) => {
    const window = makeWindow()
    window.keep()
    if (who) window.places.browser.setItem(SIGNED_IN, who)
    else window.places.browser.removeItem(SIGNED_IN)
    expect(window.loadAnew().session).toBeUndefined()
    expect(window.places.here.length).toBe(0)
    window.keep()
    expect(window.places.here.length).toBe(0)
  })

  it('is found for half a day', () => {
    const window = makeWindow()
    window.keep()
    window.passes(12 * HOUR)
    expect(window.loadAnew().session).toBeDefined()
    window.passes(1)
    expect(window.loadAnew().session).toBeUndefined()
  })

  it('is kept as far as there is room, the latest first', () => {
    const window = makeWindow()
    const large = 'x'.repeat(900_000)
    for (const n of [1, 2, 3])
      window.read.setQueryData(['readPerson', n], large, { updatedAt: window.places.now() - n * HOUR })
    window.keep()
    const { anew, session } = window.loadAnew()
    expect(session).toBeDefined()
    expect([1, 2, 3].map((n) => anew.getQueryData(['readPerson', n]) !== undefined)).toEqual([
      true,
      true,
      false,
    ])
  })

  it('is nothing where a browser has no room', () => {
    const window = makeWindow()
    window.places.here.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    window.keep()
    expect(window.loadAnew().session).toBeUndefined()
  })
})
