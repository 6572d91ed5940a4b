import { QueryClient } from '@tanstack/react-query'
import { listConversations, readConversation } from '../../contract/conversations.ts'
import { showAtOnce, shows, showsItem } from './at-once.ts'
import { keyOf } from './queries.ts'

const params = { conversationId: 'c1' as never }
const key = keyOf(readConversation, { params })
const talk = { id: 'c1', subject: 'Tyres', state: 'waiting', assignee: null as unknown }
type Talk = typeof talk

function screen() {
  const queryClient = new QueryClient()
  queryClient.setQueryData(key, talk)
  const become = (part: Partial<Talk>) =>
    showAtOnce(queryClient, [shows(readConversation, { params }, (t) => ({ ...t, ...(part as object) }))])
  const server = (data: Talk) => queryClient.setQueryData(key, data)
  const fetched = (data: Talk) => queryClient.fetchQuery({ queryKey: key, queryFn: () => data, staleTime: 0 })
  const seen = () => queryClient.getQueryData<Talk>(key)
  return { queryClient, become, server, fetched, seen }
}

describe('an act shown at once', () => {
  it('stands on the screen before the server has answered', () => {
    const { become, seen } = screen()
    become({ state: 'closed' })
    expect(seen()).toEqual({ ...talk, state: 'closed' })
  })

  it('goes back to what stood there when it comes to nothing', () => {
    const { become, seen } = screen()
    become({ state: 'closed' }).failed()
    expect(seen()).toEqual(talk)
  })

  it('takes only itself back, and leaves what a colleague changed meanwhile', async () => {
    const { become, fetched, seen } = screen()
    const close = become({ state: 'closed' })
    await fetched({ ...talk, subject: 'Winter tyres' })
    expect(seen()).toEqual({ ...talk, subject: 'Winter tyres', state: 'closed' })
    close.failed()
    expect(seen()).toEqual({ ...talk, subject: 'Winter tyres' })
  })

  it('takes only itself back, and leaves what else was begun', () => {
    const { become, seen } = screen()
    const close = become({ state: 'closed' })
    become({ assignee: 'Ana' })
    close.failed()
    expect(seen()).toEqual({ ...talk, assignee: 'Ana' })
  })

  it('stays when it came true, until it is read anew', async () => {
    const { become, fetched, seen } = screen()
    become({ state: 'closed' }).done()
    expect(seen()?.state).toBe('closed')
    await fetched({ ...talk, state: 'answered' })
    expect(seen()?.state).toBe('answered')
  })

  it('gives way to what the server answered to it', () => {
    const { become, server, seen } = screen()
    const wake = become({ state: 'answered' })
    server({ ...talk, state: 'waiting' })
    wake.done()
    expect(seen()?.state).toBe('waiting')
  })

  it('keeps a later act over the answer to an earlier one', () => {
    const { become, server, seen } = screen()
    const close = become({ state: 'closed' })
    const give = become({ assignee: 'Luis' })
    server({ ...talk, state: 'closed' })
    close.done()
    expect(seen()).toEqual({ ...talk, state: 'closed', assignee: 'Luis' })
    give.failed()
    expect(seen()).toEqual({ ...talk, state: 'closed' })
  })

  it('shows in a reading that comes in only afterwards', async () => {
    const { queryClient, become, fetched, seen } = screen()
    queryClient.removeQueries({ queryKey: key })
    become({ state: 'closed' })
    await fetched(talk)
    expect(seen()?.state).toBe('closed')
  })

  it('leaves a reading as old as it was', async () => {
    const { queryClient, become } = screen()
    await queryClient.invalidateQueries({ queryKey: key })
    become({ state: 'closed' }).done()
    expect(queryClient.getQueryState(key)?.isInvalidated).toBe(true)
  })

  it('shows in every page of every list in which the line stands, and nowhere else', () => {
    const queryClient = new QueryClient()
    const lists = ['waiting', 'mine'].map((view) => [listConversations.name, { query: { view } }, 'pages'])
    const pages = { pages: [{ items: [{ id: 'c0' }] }, { items: [talk] }], pageParams: ['', 'x'] }
    for (const list of lists) queryClient.setQueryData(list, pages)
    const other = [listConversations.name, { query: { view: 'all' } }, 'pages']
    const without = { pages: [{ items: [{ id: 'c0' }] }], pageParams: [''] }
    queryClient.setQueryData(other, without)
    const close = showAtOnce(queryClient, [
      showsItem(listConversations, 'c1', (line) => ({ ...line, state: 'closed' as const })),
    ])
    for (const list of lists)
      expect(queryClient.getQueryData<typeof pages>(list)?.pages[1]?.items[0]).toMatchObject({
        state: 'closed',
      })
    expect(queryClient.getQueryData(other)).toBe(without)
    close.failed()
    for (const list of lists) expect(queryClient.getQueryData(list)).toBe(pages)
  })
})
