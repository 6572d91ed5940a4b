import { describe, expect, it } from 'vitest'
import { instant } from '../shared/time.ts'
import { type StageFacts, stages } from './stages.ts'

const now = instant('2026-11-21T10:00:00Z')
const mail: StageFacts = {
  conversation: {
    channel: 'email',
    greetedAt: null,
    helpDeclinedAt: null,
    heardBack: null,
    intent: null,
    lastOutAt: null,
    closedAt: null,
    leftAt: null,
  },
  needs: { written: 0, accounted: 0 },
  promises: 0,
  handovers: 0,
  nextContact: null,
}
type More = Partial<Omit<StageFacts, 'conversation'>> & { conversation?: Partial<StageFacts['conversation']> }
const shown = ({ conversation, ...more }: More) => {
  const result = stages({ ...mail, ...more, conversation: { ...mail.conversation, ...conversation } })
  return result.stages.map((s) => s.state[0]).join('')
}

describe('the stages', () => {
  it('start with greeting', () => {
    expect(shown({})).toBe('caaaa')
  })

  it('are greeted, listened and helped by one reply', () => {
    expect(shown({ conversation: { lastOutAt: now } })).toBe('dddca')
  })

  it('go on as things happen at the counter', () => {
    const conversation = { channel: 'walk_in', greetedAt: now } as const
    expect(shown({ conversation })).toBe('dcaaa')
    expect(shown({ conversation, needs: { written: 2, accounted: 1 } })).toBe('ddcaa')
    expect(shown({ conversation, needs: { written: 2, accounted: 2 } })).toBe('dddca')
    expect(shown({ conversation: { ...conversation, closedAt: now } })).toBe('ddddc')
    expect(shown({ conversation: { ...conversation, closedAt: now }, nextContact: 'none_wanted' })).toBe(
      'ddddd',
    )
  })

  it('ask nothing of somebody who is just looking [S4-14]', () => {
    expect(shown({ conversation: { channel: 'walk_in', greetedAt: now, helpDeclinedAt: now } })).toBe('dddca')
  })

  it('go back to helping when a new need is written after a reply', () => {
    expect(shown({ conversation: { lastOutAt: now }, needs: { written: 1, accounted: 0 } })).toBe('ddcaa')
  })

  it('stop where somebody left', () => {
    expect(shown({ conversation: { channel: 'walk_in', leftAt: now } })).toBe('aaaaa')
  })

  it('are not shown on a simple mail, and are as soon as one of them is used', () => {
    expect(stages(mail).visible).toBe(false)
    expect(
      stages({ ...mail, conversation: { ...mail.conversation, lastOutAt: now, closedAt: now } }).visible,
    ).toBe(false)
    expect(stages({ ...mail, needs: { written: 1, accounted: 0 } }).visible).toBe(true)
    expect(stages({ ...mail, promises: 1 }).visible).toBe(true)
    expect(stages({ ...mail, conversation: { ...mail.conversation, channel: 'walk_in' } }).visible).toBe(true)
  })
})
