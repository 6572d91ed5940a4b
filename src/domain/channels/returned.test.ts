import { beliefIn } from './returned.ts'

const SAID = { marked: false, returnPath: null, doubted: false }

describe('a mail that says a mail of ours came back', () => {
  it('is proven by the mark under which that mail left, however it came', () => {
    expect(beliefIn({ ...SAID, marked: true })).toBe('proven')
    expect(beliefIn({ ...SAID, marked: true, returnPath: '<desk+caf_=us@gmail.example>' })).toBe('proven')
  })

  it.each([null, '<>', '', '< >', '<MAILER-DAEMON>', 'MAILER-DAEMON@mx.example'])(
    'says so, no more, where its envelope names nobody: %s',
    (returnPath) => {
      expect(beliefIn({ ...SAID, returnPath })).toBe('said')
    },
  )

  it.each(['<eve@evil.example>', 'eve@evil.example', '<mailer-daemon@mx.example> eve@evil.example'])(
    'is not believed where somebody sent it: %s',
    (returnPath) => {
      expect(beliefIn({ ...SAID, returnPath })).toBe('not')
    },
  )

  it('is believed less where a server doubts its sender', () => {
    expect(beliefIn({ ...SAID, doubted: true })).toBe('not')
    expect(beliefIn({ ...SAID, marked: true, doubted: true })).toBe('said')
  })
})
