import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { readAgain } from './read-again.ts'

/** A screen that shows what the server has; each reading takes what stood there when it was asked, and comes when it is let. */
function screen() {
  const queryClient = new QueryClient()
  const server = { has: 'old' }
  const way: (() => void)[] = []
  const broken: AbortSignal[] = []
  const queryFn = async ({ signal }: { signal: AbortSignal }) => {
    broken.push(signal)
    const { has } = server
    await new Promise<void>((come) => way.push(come))
    return has
  }
  const leave = new QueryObserver(queryClient, { queryKey: ['today'], queryFn }).subscribe(() => {})
  const comes = async () => {
    const asked = way.length
    way.at(-1)!()
    const seen = () => expect(queryClient.isFetching() === 0 || way.length > asked).toBe(true)
    await vi.waitFor(seen, { timeout: 15_000 })
  }
  return {
    ...{ queryClient, server, comes, leave },
    asked: () => way.length,
    shown: () => queryClient.getQueryData(['today']),
    brokenOff: () => broken.filter((signal) => signal.aborted).length,
    happens: () => readAgain(queryClient, ({ queryKey }) => queryKey[0] === 'today'),
  }
}

describe('what happened', () => {
  it('is shown also where it happened while the screen was read for the first time', async () => {
    const { server, happens, comes, shown, leave } = screen()
    server.has = 'new'
    happens()
    await comes()
    await comes()
    expect(shown()).toBe('new')
    leave()
  })

  it('breaks off no reading that is on its way, however much happens, and is read once more after it', async () => {
    const { server, happens, comes, shown, asked, brokenOff, leave } = screen()
    await comes()
    happens()
    server.has = 'new'
    for (let n = 0; n < 5; n++) happens()
    expect([asked(), brokenOff()]).toEqual([2, 0])
    await comes()
    await comes()
    expect([asked(), brokenOff(), shown()]).toEqual([3, 0, 'new'])
    leave()
  })

  it('is read at once where nothing is on its way', async () => {
    const { server, happens, comes, shown, asked, leave } = screen()
    await comes()
    server.has = 'new'
    happens()
    await comes()
    expect([asked(), shown()]).toEqual([2, 'new'])
    leave()
  })
})
