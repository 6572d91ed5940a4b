import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConversationId } from '../shared/ids.ts'
import { type Pointer, thread } from './threading.ts'

const marta = 'marta@example.com'
const to = (id: string, ...participants: string[]): Pointer => ({
  conversationId: id as ConversationId,
  participants,
})
const nothing = { replyToken: null, references: [], answers: [], subjectReference: null }

describe('a mail', () => {
  it('goes where the sender already takes part, by the surest sign', () => {
    const pointers = {
      replyToken: to('a', marta),
      references: [to('b', marta)],
      answers: [to('d', marta)],
      subjectReference: to('c', marta),
    }
    expect(thread(marta, pointers)).toEqual({ conversationId: 'a', why: 'reply_token', suggested: null })
    expect(thread(marta, { ...pointers, replyToken: null })).toMatchObject({
      conversationId: 'b',
      why: 'references',
    })
    expect(thread(marta, { ...pointers, replyToken: null, references: [] })).toMatchObject({
      conversationId: 'd',
      why: 'answered_before',
    })
    expect(thread(marta, { ...nothing, subjectReference: to('c', marta) })).toMatchObject({
      why: 'subject_reference',
    })
  })

  it('takes the nearest of several references in which the sender takes part', () => {
    const references = [to('theirs', 'tom@example.com'), to('near', marta), to('far', marta)]
    expect(thread(marta, { ...nothing, references })).toMatchObject({ conversationId: 'near' })
  })

  it('of a stranger who was forwarded a thread begins a new one, with a link suggested', () => {
    expect(thread('eve@example.com', { ...nothing, replyToken: to('a', marta) })).toEqual({
      conversationId: null,
      why: 'sender_not_in_conversation',
      suggested: 'a',
    })
  })

  it('that points nowhere begins a new one', () => {
    expect(thread(marta, nothing)).toEqual({ conversationId: null, why: 'points_nowhere', suggested: null })
  })

  it('never enters a conversation its sender takes no part in', () => {
    const pointer = fc.record({
      conversationId: fc.constantFrom('a', 'b', 'c') as fc.Arbitrary<ConversationId>,
      participants: fc.subarray([marta, 'tom@example.com', 'eve@example.com']),
    })
    const pointers = fc.record({
      replyToken: fc.option(pointer),
      references: fc.array(pointer, { maxLength: 4 }),
      answers: fc.array(pointer, { maxLength: 4 }),
      subjectReference: fc.option(pointer),
    })
    fc.assert(
      fc.property(pointers, (all) => {
        const { conversationId } = thread(marta, all)
        const own = [all.replyToken, ...all.references, ...all.answers, all.subjectReference].filter((p) =>
          p?.participants.includes(marta),
        )
        if (conversationId === null) expect(own).toEqual([])
        else expect(own.map((p) => p!.conversationId)).toContain(conversationId)
      }),
    )
  })
})

it('that answers what somebody filed elsewhere goes there, though the address it was sent to names where that was', () => {
  const pointers = {
    replyToken: to('left', marta),
    references: [{ ...to('now', marta), refiled: true }, to('left', marta)],
    answers: [],
    subjectReference: null,
  }
  expect(thread(marta, pointers)).toMatchObject({ conversationId: 'now', why: 'references' })
  const unmoved = { ...pointers, references: [to('left', marta), { ...to('now', marta), refiled: true }] }
  expect(thread(marta, unmoved)).toMatchObject({ conversationId: 'left', why: 'reply_token' })
  // Nobody who takes no part there is led along.
  expect(thread(marta, { ...pointers, references: [{ ...to('now'), refiled: true }] })).toMatchObject({
    conversationId: 'left',
  })
})

it('of a sender in doubt goes by the signed address alone, and points where it would have gone', () => {
  const pointers = {
    replyToken: to('a', marta),
    references: [{ ...to('b', marta), refiled: true }],
    answers: [to('d', marta)],
    subjectReference: to('c', marta),
  }
  expect(thread(marta, pointers, true)).toMatchObject({ conversationId: 'a', why: 'reply_token' })
  expect(thread(marta, { ...pointers, replyToken: null }, true)).toEqual({
    ...{ conversationId: null, why: 'sender_not_in_conversation', suggested: 'b' },
  })
})
