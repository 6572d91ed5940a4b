import { openKeeping } from './kept-preferences.ts'

/** One machine and the server: several pages share the first. */
function machine() {
  const kept = new Map<string, string>()
  const room = { left: Number.POSITIVE_INFINITY }
  const storage = () => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (room.left-- <= 0) throw new DOMException('full', 'QuotaExceededError')
      kept.set(key, value)
    },
  })
  const server: { knows: Record<string, unknown>; there: boolean; says: 'yes' | 'no' } = {
    ...{ knows: {}, there: true, says: 'yes' },
  }
  let time = 0
  const page = () =>
    openKeeping({
      storage,
      send: async (part) => {
        if (!server.there) throw new TypeError('no line')
        if (server.says === 'no') throw new Error('no')
        server.knows = { ...server.knows, ...part }
      },
      isNo: (error) => !(error instanceof TypeError),
      now: () => ++time,
      began: ++time,
    })
  return { page, server, room }
}

describe('what one likes, changed on this machine,', () => {
  it('reaches the server', async () => {
    const { page, server } = machine()
    await page().changed('ana', { theme: 'dark' })
    expect(server.knows).toEqual({ theme: 'dark' })
  })

  it('stands though it was on its way when the page was left, and is told again from the next', async () => {
    const { page, server } = machine()
    server.there = false
    await page().changed('ana', { keys: { 'conversation.merge': 'y' } })
    const next = page()
    expect(next.over('ana', { keys: {} })).toEqual({ keys: { 'conversation.merge': 'y' } })
    server.there = true
    await next.flush('ana')
    expect(server.knows).toEqual({ keys: { 'conversation.merge': 'y' } })
  })

  it('stands in a window that had asked the server before', async () => {
    const { page } = machine()
    const other = page()
    await page().changed('ana', { theme: 'dark' })
    expect(other.over('ana', { theme: 'light', density: 'compact' })).toEqual({
      ...{ theme: 'dark', density: 'compact' },
    })
  })

  it('gives way to what was changed elsewhere later', async () => {
    const { page } = machine()
    await page().changed('ana', { theme: 'dark' })
    expect(page().over('ana', { theme: 'light' })).toEqual({ theme: 'light' })
  })

  it('is the last of several that followed each other closely', async () => {
    const { page, server } = machine()
    const here = page()
    void here.changed('ana', { theme: 'dark' })
    void here.changed('ana', { density: 'compact' })
    await here.changed('ana', { theme: 'light' })
    await here.flush('ana')
    expect(server.knows).toEqual({ theme: 'light', density: 'compact' })
  })

  it.each([0, 1])('is told once where the browser keeps nothing more, after %i times', async (left) => {
    const { page, server, room } = machine()
    room.left = left
    const here = page()
    await here.changed('ana', { theme: 'dark' })
    expect(server.knows).toEqual({ theme: 'dark' })
    expect(here.over('ana', { theme: 'light' })).toEqual({ theme: 'dark' })
    await here.changed('ana', { density: 'compact' })
    expect(server.knows).toEqual({ theme: 'dark', density: 'compact' })
  })

  it('is nobody else’s, and is not told for ever where the server says no', async () => {
    const { page, server } = machine()
    server.says = 'no'
    const here = page()
    await here.changed('ana', { theme: 'dark' })
    expect(here.over('luis', { theme: 'light' })).toEqual({ theme: 'light' })
    server.says = 'yes'
    await page().flush('ana')
    expect(server.knows).toEqual({})
  })
})
