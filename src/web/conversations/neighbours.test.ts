import { type Beside, nextOf } from './neighbours.ts'

const line = (id: string, state = 'waiting', gone = false) => ({ id, state, gone }) as never
const list = (view: Beside['view'], ...lines: never[]): Beside => ({ view, lines })

describe('what comes after a conversation', () => {
  it('is the one below it', () => {
    expect(nextOf(list('waiting', line('a'), line('b'), line('c')), 'b')).toBe('c')
  })

  it('is none that has left the list or was closed a moment ago', () => {
    const lines = [line('a'), line('b'), line('c', 'answered', true), line('d', 'closed'), line('e')]
    expect(nextOf(list('waiting', ...lines), 'b')).toBe('e')
  })

  it('is the nearest above at the end of the list', () => {
    expect(nextOf(list('waiting', line('a'), line('b'), line('c', 'closed', true), line('d')), 'd')).toBe('b')
  })

  it('may be closed where closed ones are looked at', () => {
    expect(nextOf(list('closed', line('a', 'closed'), line('b', 'closed')), 'a')).toBe('b')
  })

  it('is the first where the open one is not in the list, and nothing where there is none', () => {
    expect(nextOf(list('waiting', line('a')), 'x')).toBe('a')
    expect(nextOf(list('waiting', line('a')), 'a')).toBeNull()
  })
})
