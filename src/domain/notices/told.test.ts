import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MemberId, PromiseId } from '../shared/ids.ts'
import { instant } from '../shared/time.ts'
import { type Around, type Heard, TOLD_OF, toldOf } from './told.ts'

const [ana, luis, mia] = ['ana', 'luis', 'mia'] as MemberId[]
const nothing: Around = {
  promise: null,
  assigneeId: null,
  lastOutAt: null,
  handover: null,
  authorId: null,
  askedBy: null,
  mailboxId: null,
}
const promise = { id: 'p' as PromiseId, ownerId: ana!, toMemberId: null, open: true }
const event = (kind: Heard['kind'], data: Heard['data'] = {}, actorId: string | null = 'luis'): Heard => ({
  id: 'e',
  kind,
  actorId,
  at: instant('2026-11-23T09:12:00Z'),
  data,
})
const said = (e: Heard, around: Partial<Around>) =>
  toldOf(e, { ...nothing, ...around }).map((t) => `${t.memberId} ${t.kind}`)

describe('who is told of goodwill', () => {
  const firstDue = instant('2026-11-23T09:22:00Z')
  const ask = { id: 'k', askedBy: ana!, asked: [luis!, mia!], open: true, firstDue, promise: null }
  const around = (more: object = {}) => ({ goodwill: { ask, memberId: null, ...more } })
  const by = (e: Heard, more: object = {}) => said(e, around(more))
  const of = (e: Heard, more: object = {}) =>
    toldOf(e, { ...nothing, ...around(more) }).map((t) => `${t.memberId} ${t.kind} ${t.data.as}`)

  it('is whoever is asked for a yes, then the next one, and whoever asked of the answer [S3-09]', () => {
    expect(of(event('authority.asked', {}, 'ana'), { memberId: luis! })).toEqual(['luis yes_asked asked'])
    expect(of(event('authority.passed', {}, null), { memberId: mia! })).toEqual(['mia yes_asked passed'])
    expect(of(event('authority.asked', {}, 'ana')), 'nobody is there').toEqual([])
    expect(of(event('authority.allowed'))).toEqual(['ana yes_answered granted'])
    expect(of(event('authority.refused'))).toEqual(['ana yes_answered refused'])
    expect(of(event('authority.unanswered', {}, null))).toEqual(['ana yes_answered unanswered'])
    const settled = { ask: { ...ask, open: false } }
    expect(of(event('authority.asked', {}, 'ana'), { ...settled, memberId: luis! })).toEqual([])
    expect(of(event('authority.unanswered', {}, null), settled)).toEqual([])
  })

  it('is everybody who was asked, once nobody has to decide any more', () => {
    expect(of(event('authority.withdrawn', {}, 'ana'))).toEqual([
      'luis yes_settled withdrawn',
      'mia yes_settled withdrawn',
    ])
    const emergency = event('gesture.given', { by: 'emergency' }, 'ana')
    expect(of(emergency, { madeBy: ana!, lookers: [mia!, 'olga'] }), 'once each').toEqual([
      'luis yes_settled emergency',
      'mia yes_settled emergency',
      'olga learn look',
    ])
  })

  it('is who looks at what was given beyond a limit, who answers for a rule, who was answered, who sees to a cause [S1-08]', () => {
    const looked = { ask: null, madeBy: ana!, lookers: [mia!, luis!] }
    expect(by(event('gesture.given', { by: 'granted' }), looked)).toEqual(['mia learn'])
    expect(by(event('gesture.given', { by: 'own' }), looked)).toEqual([])
    const hers = { ask: null, memberId: mia! }
    expect(of(event('friction.noted', { friction: 'f' }, 'ana'), hers)).toEqual(['mia rule asked'])
    expect(of(event('friction.answered', { friction: 'f', answer: 'kept' }), hers)).toEqual([
      'mia rule answered',
    ])
    expect(of(event('cause.opened', { cause: 'c' }, 'ana'), hers)).toEqual(['mia learn cause'])
  })

  it('is not told by a promise again what the ask says already', () => {
    const answer = { ...promise, ownerId: luis!, toMemberId: ana! }
    const told = (e: Heard, part: 'to_asker' | 'to_customer', open: boolean, p: Around['promise'] = answer) =>
      said(e, { promise: p, madeFor: null, ...around({ ask: { ...ask, open, promise: part } }) })
    const due = { about: 'promise', due: firstDue, step: 'owner', to: 'luis' }
    expect(told(event('promise.made', {}, 'ana'), 'to_asker', true)).toEqual([])
    expect(told(event('promise.alerted', due, null), 'to_asker', true)).toEqual([])
    expect(told(event('promise.reassigned', { to: 'mia' }, null), 'to_asker', true)).toEqual([])
    expect(told(event('promise.kept', {}, 'luis'), 'to_asker', false)).toEqual([])
    // What somebody does to it by hand is told as ever.
    expect(told(event('promise.reassigned', { to: 'mia' }, 'luis'), 'to_asker', true)).toEqual([
      'mia promise_given',
    ])
    expect(told(event('promise.broken', {}, 'luis'), 'to_asker', true)).toEqual(['ana promise_changed'])
    // Whoever asked knows it, having said so a moment ago; of a later word they hear, and who leads hears as ever.
    const word = { ...promise, ownerId: ana! }
    const hers = { ...due, to: 'ana' }
    expect(told(event('promise.alerted', hers, null), 'to_customer', true, word)).toEqual([])
    const later = { ...hers, due: '2026-11-23T11:00:00.000Z' }
    expect(told(event('promise.alerted', later, null), 'to_customer', true, word)).toEqual([
      'ana promise_due',
    ])
    const leads = { ...due, to: 'mia', step: 'manager' }
    expect(told(event('promise.alerted', leads, null), 'to_customer', true, word)).toEqual([
      'mia promise_backup',
    ])
  })
})

describe('who is told of what happened', () => {
  it('is the owner of a promise given to them, and of what others did to it', () => {
    expect(said(event('promise.made'), { promise })).toEqual(['ana promise_given'])
    expect(said(event('promise.reassigned', { to: 'mia' }), { promise })).toEqual(['mia promise_given'])
    expect(said(event('promise.made'), { promise, madeFor: mia! }), 'handed on since').toEqual([])
    expect(said(event('promise.kept'), { promise })).toEqual(['ana promise_changed'])
    expect(said(event('promise.made', { successorOf: 'q' }), { promise })).toEqual([])
  })

  it('is the colleague a promise was made to [S3-24]', () => {
    const between = { promise: { ...promise, toMemberId: mia! } }
    expect(said(event('promise.made', {}, 'ana'), between)).toEqual(['mia promise_given'])
    expect(said(event('promise.broken', {}, 'ana'), between)).toEqual(['mia promise_changed'])
  })

  it('is whose turn it is that a promise falls due, and nobody once it is settled', () => {
    const due = { about: 'promise', due: '2026-11-23T11:00:00.000Z', step: 'owner', to: 'ana' }
    expect(said(event('promise.alerted', due, null), { promise })).toEqual(['ana promise_due'])
    expect(said(event('promise.alerted', { ...due, to: 'mia', step: 'backup' }, null), { promise })).toEqual([
      'mia promise_backup',
    ])
    expect(said(event('promise.alerted', due, null), { promise: { ...promise, open: false } })).toEqual([])
  })

  it('is whoever got a conversation, was answered, asked to take over, or called by name', () => {
    expect(said(event('conversation.assigned', { to: 'ana' }), { assigneeId: ana! })).toEqual([
      'ana assigned',
    ])
    expect(said(event('conversation.assigned', { to: 'ana' }), { assigneeId: mia! })).toEqual([])
    expect(said(event('message.received', {}, 'jonas'), { assigneeId: ana! })).toEqual(['ana answered'])
    expect(said(event('message.received', { automatic: true }, null), { assigneeId: ana! })).toEqual([])
    const answered = { assigneeId: ana!, lastOutAt: instant('2026-11-23T09:12:30Z') }
    expect(said(event('message.received', {}, 'jonas'), answered)).toEqual([])
    const handover = { fromMemberId: luis!, askedIds: [ana!, luis!, mia!], waiting: true }
    expect(said(event('handover.offered'), { handover })).toEqual(['ana handover', 'mia handover'])
    expect(said(event('handover.declined', {}, 'mia'), { handover })).toEqual(['luis handover'])
    expect(said(event('note.written', { mentions: ['ana', 'luis', 'ana'] }), {})).toEqual(['ana mention'])
  })

  it('is whoever wrote a word that reached nobody', () => {
    expect(said(event('mail.failed', {}, null), { authorId: ana! })).toEqual(['ana not_told'])
    expect(said(event('contact.not_told', {}, null), { promise })).toEqual(['ana not_told'])
  })

  it('is whoever asked for a look back that has ended, though it ran in their name', () => {
    expect(said(event('look_back.finished', { state: 'done' }, 'ana'), { askedBy: ana! })).toEqual([
      'ana look_back',
    ])
  })

  it('is never the one who did it, and nobody twice of one thing', () => {
    const member = fc.constantFrom(ana!, luis!, mia!)
    fc.assert(
      fc.property(
        fc.constantFrom(...TOLD_OF.filter((kind) => kind !== 'look_back.finished')),
        member,
        fc.record({
          ...{ to: member, mentions: fc.array(member), about: fc.constant('promise') },
          by: fc.constantFrom('own', 'granted', 'emergency'),
        }),
        fc.record({
          owner: member,
          to: fc.option(member),
          assignee: fc.option(member),
          asked: fc.uniqueArray(member),
        }),
        (kind, actor, data, { owner, to, assignee, asked }) => {
          const told = toldOf(event(kind, data, actor), {
            promise: { ...promise, ownerId: owner, toMemberId: to },
            assigneeId: assignee,
            lastOutAt: null,
            handover: { fromMemberId: owner, askedIds: asked, waiting: true },
            authorId: owner,
            askedBy: assignee,
            mailboxId: null,
            goodwill: {
              ask: {
                id: 'k',
                askedBy: owner,
                asked,
                open: true,
                firstDue: instant('2026-11-23T09:22:00Z'),
                promise: null,
              },
              ...{ memberId: assignee, madeBy: owner, lookers: [...asked, owner] },
            },
          })
          expect(told.map((t) => t.memberId)).not.toContain(actor)
          expect(new Set(told.map((t) => t.memberId + t.key)).size).toBe(told.length)
        },
      ),
    )
  })
})
