import fc from 'fast-check'
import type { Id, MemberId, PersonId, SiteId } from '../shared/ids.ts'
import { isRefusal } from '../shared/refusal.ts'
import { type Instant, plus } from '../shared/time.ts'
import * as asking from './asking.ts'
import { useEmergency as helpOneself } from './asking.ts'
import * as gestures from './gesture.ts'
import * as learning from './learning.ts'
import { lookersOf } from './lookers.ts'
import { isOnlyPolicy, tiedTo } from './tied.ts'

const NOW = '2026-11-21T10:00:00.000Z' as Instant
const MEMBERS = ['ana', 'dina', 'luis', 'olga'] as MemberId[]
const who = fc.constantFrom(...MEMBERS)
const drafting: gestures.Drafting = {
  ...{ id: 'g' as Id<'gesture'>, personId: 'marta' as PersonId, conversationId: null },
  ...{ siteId: 'here' as SiteId, kind: 'refund', money: { minor: 300_00, currency: 'EUR' } },
  ...{ why: 'The same part again.', evidence: 'none', causeId: null, madeBy: 'ana' as MemberId },
}
const draft = (more: Partial<gestures.Drafting> = {}) => gestures.draftGesture({ ...drafting, ...more }, NOW)
const ask = (asked: readonly MemberId[], askedBy: MemberId = 'ana' as MemberId) =>
  asking.makeAsk(
    { id: 'k' as Id<'authority_ask'>, gestureId: drafting.id, askedBy },
    asked.filter((id) => id !== askedBy),
    NOW,
  )

/** Sentences in which nothing hangs on anything, in both languages. */
const PLAIN = ['She waited all day.', 'It broke again!', 'Das Teil war falsch.', 'Er kam dreimal;']
const TIED = [
  'If she leaves a good review.',
  'For five stars.',
  'When he recommends us.',
  'If they buy the car.',
  'Wenn sie eine gute Bewertung schreibt.',
  'Gegen den nächsten Auftrag.',
]
const POLICY = ['Company policy', 'It is against our rules', 'Das ist Vorschrift', 'Unsere Richtlinien']
const loud = fc.constantFrom(
  (words: string) => words,
  (words: string) => words.toUpperCase(),
  (words: string) => `  ${words.replaceAll(' ', '  ')}\n`,
  (words: string) => words.replaceAll(' ', '\n'),
  (words: string) => words.normalize('NFD').replaceAll('e', 'e\u00AD'),
)

describe('the laws of goodwill', () => {
  it('A1: nobody helps themselves to more than is left, and less is never more nor another money', () => {
    const minor = fc.integer({ min: -10, max: 400_00 })
    fc.assert(
      fc.property(
        minor,
        fc.constantFrom('EUR', 'CHF'),
        fc.integer({ min: 0, max: 400_00 }),
        (less, currency, left) => {
          const part = gestures.withLess(draft() as gestures.Gesture, { minor: less, currency })
          const may = currency === 'EUR' && less > 0 && less <= 300_00
          expect(isRefusal(part)).toBe(!may)
          if (isRefusal(part)) return
          const used = helpOneself(
            ask([...MEMBERS]),
            'ana' as MemberId,
            gestures.weightOf(part),
            left,
            plus(NOW, { minutes: 20 }),
          )
          expect(isRefusal(used)).toBe(less > left)
        },
      ),
    )
  })

  it('A2: a reason that ties it to something is refused wherever and however it is said, and no plain one is', () => {
    const plain = fc.array(fc.constantFrom(...PLAIN), { maxLength: 3 })
    fc.assert(
      fc.property(plain, fc.constantFrom(...TIED), plain, loud, (before, tie, after, how) => {
        const why = how([...before, tie, ...after].join(' '))
        expect(draft({ why }), why).toMatchObject({ refused: 'gesture_tied' })
        const innocent = how([...before, ...PLAIN.slice(0, 1), ...after].join(' '))
        expect(tiedTo(innocent), innocent).toBe(null)
      }),
    )
  })

  it('A3: no ask ends in a no without a reason one may tell, whoever says it and however little it says', () => {
    const words = fc.oneof(
      fc.stringMatching(/^[\s.!\u200B-]{0,6}$/),
      fc
        .tuple(fc.constantFrom(...POLICY), loud, fc.constantFrom('', '.', '!', ', sorry.'))
        .map(([rule, how, end]) => how(rule) + end),
      fc.constantFrom('The maker pays this one.', 'Das zahlt der Hersteller.'),
    )
    fc.assert(
      fc.property(words, who, who, (why, by, askedBy) => {
        const no = asking.refuseAsk(ask([...MEMBERS], askedBy), by, why, NOW)
        if (isRefusal(no)) return
        expect(no.outcome).toBe('refused')
        expect(no.why).toMatch(/\p{L}{3}/u)
        expect(isOnlyPolicy(no.why!)).toBe(false)
        expect(by).not.toBe(askedBy)
      }),
    )
  })

  it('A4: what went beyond a limit is learnt of by three answers of somebody else, one’s own limit by nobody', () => {
    const words = fc.constantFrom('', ' ', 'Nothing', 'Ask the maker first')
    const givenBy = fc.constantFrom(...gestures.GIVEN_BY)
    fc.assert(
      fc.property(who, who, who, givenBy, words, words, (madeBy, limitOf, by, how, nextTime, mend) => {
        const given = gestures.give(
          draft({ madeBy }) as gestures.Gesture,
          { givenBy: how, limitOf },
          NOW,
        ) as gestures.Gesture
        const serving = MEMBERS.map((id) => ({ id, siteId: drafting.siteId, role: 'manager' }))
        const lookers = lookersOf(given, serving)
        const looked = learning.lookAt(given, { by, needMet: 'partly', nextTime, mend }, lookers, NOW)
        const whole = nextTime.trim() !== '' && mend.trim() !== ''
        const other = by !== madeBy && by !== limitOf
        expect(isRefusal(looked)).toBe(how === 'own' || !whole || !other)
        // Nothing is taken back for it, and nobody is named by it but who answers.
        if (!isRefusal(looked))
          expect(Object.keys(looked).toSorted()).toEqual(
            ['at', 'by', 'gestureId', 'mend', 'needMet', 'nextTime'].toSorted(),
          )
      }),
    )
  })

  it('A5: whoever asks, stands too near or was asked before is never asked, and nobody answers their own ask', () => {
    const holder = fc.record({
      id: who,
      onDuty: fc.boolean(),
      left: fc.integer({ min: 0, max: 500 }),
      near: fc.boolean(),
      sameSite: fc.boolean(),
    })
    const holders = fc.uniqueArray(holder, { selector: (h) => h.id, maxLength: 4 })
    fc.assert(
      fc.property(
        holders,
        fc.integer({ min: 1, max: 500 }),
        who,
        fc.subarray(MEMBERS),
        (all, n, me, asked) => {
          const found = asking.holdersOf(all, n, { askedBy: me, asked })
          for (const id of found) {
            expect(all.find((h) => h.id === id)).toMatchObject({ near: false, onDuty: true })
            expect([me, ...asked]).not.toContain(id)
          }
          for (const answer of [
            asking.grantAsk(ask([...MEMBERS], me), me, NOW),
            asking.refuseAsk(ask([...MEMBERS], me), me, 'The maker pays this one.', NOW),
          ])
            expect(answer).toMatchObject({ refused: 'not_allowed' })
        },
      ),
    )
  })
})
