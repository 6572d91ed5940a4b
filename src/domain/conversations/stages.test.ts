import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '../shared/time.ts'
import { CHANNELS, INTENTS } from './conversation.ts'
import { type StageFacts, stages } from './stages.ts'

const now = instant('2026-11-21T10:00:00Z')
const mail: StageFacts = {
  conversation: {
    channel: 'email',
    greetedAt: null,
    helpDeclinedAt: null,
    heardBack: null,
    heardConfirmedAt: null,
    intent: null,
    lastOutAt: null,
    closedAt: null,
    leftAt: null,
  },
  needs: { written: 0, accounted: 0, settled: 0 },
  promises: { made: 0, open: 0 },
  handovers: { offered: 0, waiting: 0 },
  nextContact: null,
}
type More = Partial<Omit<StageFacts, 'conversation'>> & { conversation?: Partial<StageFacts['conversation']> }
const shown = ({ conversation, ...more }: More) => {
  const result = stages({ ...mail, ...more, conversation: { ...mail.conversation, ...conversation } })
  return result.stages.map((s) => s.state[0]).join('')
}
const needs = (written: number, accounted = 0, settled = accounted) => ({ written, accounted, settled })

describe('the stages', () => {
  it('start with greeting', () => {
    expect(shown({})).toBe('caaaa')
  })

  it('are greeted, listened and helped by one reply', () => {
    expect(shown({ conversation: { lastOutAt: now } })).toBe('dddca')
  })

  it('tick nothing because a need was written down', () => {
    expect(shown({ needs: needs(2) })).toBe('caaaa')
    expect(shown({ conversation: { greetedAt: now }, needs: needs(2) })).toBe('dcaaa')
  })

  it('have listened once they said yes to what was heard [S1-13]', () => {
    const heard = { greetedAt: now, heardBack: 'The noise, before Sunday' }
    expect(shown({ conversation: heard, needs: needs(1) })).toBe('dcaaa')
    expect(shown({ conversation: { ...heard, heardConfirmedAt: now }, needs: needs(1) })).toBe('ddcaa')
  })

  it('have not helped by a promise, only by keeping it, also after the close', () => {
    const answered = { lastOutAt: now }
    const open = { made: 1, open: 1 }
    expect(shown({ conversation: answered, promises: open })).toBe('ddcaa')
    expect(shown({ conversation: answered, promises: open, needs: needs(1, 1, 0) })).toBe('ddcaa')
    expect(shown({ conversation: { ...answered, closedAt: now }, promises: open })).toBe('ddcda')
    expect(shown({ conversation: answered, promises: { made: 1, open: 0 }, needs: needs(1, 1) })).toBe(
      'dddca',
    )
  })

  it('have not helped while a hand-over waits for a word [S4-15]', () => {
    const waits = { offered: 1, waiting: 1 }
    expect(shown({ conversation: { lastOutAt: now }, handovers: waits })).toBe('ddcaa')
  })

  it('go on as things happen at the counter', () => {
    const conversation = { channel: 'walk_in', greetedAt: now } as const
    expect(shown({ conversation })).toBe('dcaaa')
    expect(shown({ conversation, needs: needs(2, 1) })).toBe('ddcaa')
    expect(shown({ conversation, needs: needs(2, 2) })).toBe('dddca')
    expect(shown({ conversation: { ...conversation, closedAt: now } })).toBe('ddddc')
    expect(shown({ conversation: { ...conversation, closedAt: now }, nextContact: 'none_wanted' })).toBe(
      'ddddd',
    )
  })

  it('do not say that a mail was heard or helped because it was closed', () => {
    expect(shown({ conversation: { closedAt: now, intent: 'specific' } })).toBe('aaadc')
  })

  it('ask nothing of somebody who is just looking [S4-14]', () => {
    expect(shown({ conversation: { channel: 'walk_in', greetedAt: now, helpDeclinedAt: now } })).toBe('dddca')
  })

  it('go back to helping when a new need is written after a reply', () => {
    expect(shown({ conversation: { lastOutAt: now }, needs: needs(1) })).toBe('ddcaa')
  })

  it('stop where somebody left', () => {
    expect(shown({ conversation: { channel: 'walk_in', leftAt: now } })).toBe('aaaaa')
  })

  it('are not shown on a simple mail, and are as soon as one of them is used', () => {
    expect(stages(mail).visible).toBe(false)
    expect(
      stages({ ...mail, conversation: { ...mail.conversation, lastOutAt: now, closedAt: now } }).visible,
    ).toBe(false)
    expect(stages({ ...mail, needs: needs(1) }).visible).toBe(true)
    expect(stages({ ...mail, promises: { made: 1, open: 1 } }).visible).toBe(true)
    expect(stages({ ...mail, conversation: { ...mail.conversation, channel: 'walk_in' } }).visible).toBe(true)
  })
})

describe('whatever happened, the stages', () => {
  const perhaps = fc.option(fc.constant(now), { nil: null })
  const upTo = (most: number) => fc.integer({ min: 0, max: most })
  const anything: fc.Arbitrary<StageFacts> = fc.record({
    conversation: fc.record({
      channel: fc.constantFrom(...CHANNELS),
      greetedAt: perhaps,
      helpDeclinedAt: perhaps,
      heardBack: fc.option(fc.constant('heard'), { nil: null }),
      heardConfirmedAt: perhaps,
      intent: fc.option(fc.constantFrom(...INTENTS), { nil: null }),
      lastOutAt: perhaps,
      closedAt: perhaps,
      leftAt: perhaps,
    }),
    needs: upTo(3).chain((written) =>
      upTo(written).chain((accounted) => upTo(accounted).map((settled) => ({ written, accounted, settled }))),
    ),
    promises: upTo(3).chain((made) => upTo(made).map((open) => ({ made, open }))),
    handovers: upTo(2).chain((offered) => upTo(offered).map((waiting) => ({ offered, waiting }))),
    nextContact: fc.constantFrom('set' as const, 'none_wanted' as const, null),
  })
  const done = (facts: StageFacts) =>
    new Set(stages(facts).stages.flatMap((s) => (s.state === 'done' ? [s.stage] : [])))

  it('greet only where one of us turned to them, listen only after, help only after both', () => {
    fc.assert(
      fc.property(anything, (facts) => {
        const is = done(facts)
        const { greetedAt, lastOutAt } = facts.conversation
        expect(is.has('greet')).toBe(greetedAt !== null || lastOutAt !== null)
        if (is.has('listen')) expect(is.has('greet')).toBe(true)
        if (is.has('help')) expect(is.has('listen')).toBe(true)
      }),
    )
  })

  it('never say helped while a promise is open or a need has not come to rest', () => {
    fc.assert(
      fc.property(anything, (facts) => {
        const loose = facts.promises.open > 0 || facts.needs.settled < facts.needs.written
        if (loose || facts.handovers.waiting > 0) expect(done(facts).has('help')).toBe(false)
      }),
    )
  })

  it('close exactly when it is closed, and have at most one present stage', () => {
    fc.assert(
      fc.property(anything, (facts) => {
        expect(done(facts).has('close')).toBe(facts.conversation.closedAt !== null)
        expect(stages(facts).stages.filter((s) => s.state === 'current').length).toBeLessThan(2)
      }),
    )
  })

  it('do not change when more needs are written down, but for help', () => {
    fc.assert(
      fc.property(anything, (facts) => {
        const more = { ...facts, needs: { ...facts.needs, written: facts.needs.written + 1 } }
        const [before, after] = [done(facts), done(more)]
        before.delete('help')
        expect(after).toEqual(before)
      }),
    )
  })
})
