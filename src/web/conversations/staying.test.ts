import { type StayingLine, stay } from './staying.ts'
import type { TalkLine } from './talk.ts'

const line = (id: string, state = 'waiting') => ({ id, state }) as unknown as TalkLine
const kept = (...ids: string[]) => ids.map((id) => ({ ...line(id), gone: false }) as StayingLine)
const drawn = (lines: readonly StayingLine[]) =>
  lines.map((l) => (l.gone ? `(${l.id} ${l.state})` : l.id)).join(' ')

it('keeps a closed line in its place until the view is left', () => {
  const after = stay(kept('a', 'b', 'c'), [line('a'), line('c')], () => ({ state: 'closed' }))
  expect(drawn(after)).toBe('a (b closed) c')
})

it('does not move a line that somebody answered, and lets new ones in above', () => {
  expect(drawn(stay(kept('a', 'b', 'c'), [line('n'), line('c'), line('a'), line('b')]))).toBe('a b n c')
  expect(drawn(stay(kept('a', 'b'), [line('n'), line('a'), line('b')]))).toBe('n a b')
})

it('puts the next page below', () => {
  expect(drawn(stay(kept('a', 'b'), [line('a'), line('b'), line('c'), line('d')]))).toBe('a b c d')
})
