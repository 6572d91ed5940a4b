import { expect, it } from 'vitest'
import { type Happening, threadItems } from './thread-items.ts'

it('tells the promises of one message in the order in which they were promised', () => {
  const said = (n: number) => ({
    id: `01-${n}`,
    kind: 'promise.made',
    at: '2026-11-23T09:00:00.000Z',
    data: {},
  })
  // As the log gives them: the latest first.
  const log = [4, 3, 2, 1].map(said) as unknown as Happening[]
  expect(threadItems([], log, true).map((item) => item.key)).toEqual(['01-1', '01-2', '01-3', '01-4'])
})
