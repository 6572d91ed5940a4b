import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerSuggestedLink, refileConversation } from '../../contract/refiling.ts'
import { replyAddress } from '../mail/reply-token.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'

const DESK = 'desk@nordlicht.example'
const [MARTA, BEN] = ['Marta Okafor <marta@posteo.example>', 'Ben <ben@posteo.example>']
const EVE = 'Eve <eve@elsewhere.example>'
const [FIRST, ANSWER] = ['<first@posteo.example>', '<answer@posteo.example>']

async function house() {
  const world = await makeWorld()
  return { world, desk: await makeDesk(world) }
}

/** Ben answers all of what Marta wrote to us and him. */
const bens = { from: BEN, to: DESK, cc: 'marta@posteo.example', id: ANSWER, references: FIRST }
const martas = { from: MARTA, to: DESK, cc: 'ben@posteo.example', id: FIRST }

describe('a mail that comes after its answer', () => {
  it('joins the conversation of its answer, and says why', async () => {
    const { desk } = await house()
    const answer = await desk.post(letter(bens))
    const first = await desk.post(letter(martas))
    expect(first).toMatchObject({
      ...{ state: 'filed', conversationId: answer.conversationId },
      whyHere: { code: 'answered_before' },
    })
    expect(await desk.messages(answer.conversationId)).toHaveLength(2)
    const after = await desk.post(letter({ from: MARTA, inReplyTo: ANSWER, references: FIRST }))
    expect(after).toMatchObject({ conversationId: answer.conversationId, whyHere: { code: 'references' } })
  })

  it('joins an answer of its own writer, also from another address of theirs', async () => {
    const { desk } = await house()
    const answer = await desk.post(letter({ id: ANSWER, inReplyTo: FIRST }))
    const first = await desk.post(letter({ id: FIRST }))
    expect(first.conversationId).toBe(answer.conversationId)
  })

  it('in whatever order a thread comes, it is one conversation, and a stranger who names it stands outside', async () => {
    const orders = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5, maxLength: 5 })
    const { desk } = await house()
    let thread = 0
    await fc.assert(
      fc.asyncProperty(orders, fc.nat({ max: 4 }), fc.nat({ max: 5 }), async (order, named, when) => {
        thread += 1
        const id = (n: number) => `<m${n}.of${thread}@posteo.example>`
        const mail = (n: number) =>
          letter({
            ...(n % 2 === 0 ? martas : bens),
            ...{ id: id(n), references: Array.from({ length: n }, (_, i) => id(i)).join(' ') },
          })
        const theirs = new Set<string | null>()
        let eves: string | null = null
        const eve = async () => {
          const got = await desk.post(
            letter({ from: EVE, cc: 'marta@posteo.example', references: id(named) }),
          )
          eves = got.conversationId
        }
        for (const [at, n] of order.entries()) {
          if (at === when) await eve()
          theirs.add((await desk.post(mail(n))).conversationId)
        }
        if (when === 5) await eve()
        expect([...theirs]).toHaveLength(1)
        expect([...theirs]).not.toContain(eves)
      }),
      { numRuns: 12 },
    )
  })

  it('is drawn to nobody who named it and to whom it was not written', async () => {
    const { desk } = await house()
    const eve = await desk.post(letter({ from: EVE, cc: 'marta@posteo.example', references: FIRST }))
    const first = await desk.post(letter({ ...martas, cc: 'ben@posteo.example' }))
    expect(first.conversationId).not.toBe(eve.conversationId)
    // Whose answer it really was still finds it.
    expect((await desk.post(letter(bens))).conversationId).toBe(first.conversationId)
  })

  it('of somebody the answer was not written to begins anew, with the link suggested', async () => {
    const { desk } = await house()
    const answer = await desk.post(letter({ ...bens, cc: '' }))
    const first = await desk.post(letter(martas))
    expect(first.conversationId).not.toBe(answer.conversationId)
    expect(first.whyHere).toMatchObject({
      code: 'sender_not_in_conversation',
      values: { conversationId: answer.conversationId },
    })
  })

  it('follows its answer to where somebody filed it', async () => {
    const { world, desk } = await house()
    const other = await desk.post(letter({ from: BEN, cc: 'marta@posteo.example', subject: 'Tyres' }))
    const answer = await desk.post(letter(bens))
    await world.owner.call(refileConversation, {
      params: { conversationId: answer.conversationId! },
      body: { to: other.conversationId!, messageIds: [answer.messageId!] },
    })
    expect((await desk.post(letter(martas))).conversationId).toBe(other.conversationId)
  })

  it('tells an answer that named it alone where it belongs, and one press makes it part of that', async () => {
    const { world, desk } = await house()
    const third = '<third@posteo.example>'
    const first = await desk.post(letter(martas))
    const last = await desk.post(letter({ ...martas, id: third, references: ANSWER }))
    expect(last.conversationId).not.toBe(first.conversationId)
    const eve = await desk.post(letter({ from: EVE, cc: 'marta@posteo.example', references: ANSWER }))
    expect((await desk.read(last.conversationId)).suggestedLink).toBeNull()

    expect((await desk.post(letter(bens))).conversationId).toBe(first.conversationId)
    const [message] = await desk.messages(last.conversationId)
    expect(message?.whyHere).toMatchObject({
      code: 'answers_late',
      conversation: { id: first.conversationId },
    })
    const { suggestedLink } = await desk.read(last.conversationId)
    expect(suggestedLink).toMatchObject({ messageId: message!.id, id: first.conversationId })
    // Who only named it is told nothing.
    expect((await desk.read(eve.conversationId)).suggestedLink).toBeNull()

    const answered = (declined: boolean) =>
      world.owner.call(answerSuggestedLink, {
        params: { messageId: message!.id },
        body: { declined },
      })
    expect((await answered(true)).suggestedLink).toBeNull()
    expect((await answered(false)).suggestedLink).not.toBeNull()
    await world.owner.call(refileConversation, {
      params: { conversationId: last.conversationId! },
      body: { to: first.conversationId! },
    })
    expect(await desk.messages(first.conversationId)).toHaveLength(3)
    const next = await desk.post(letter({ from: BEN, cc: 'marta@posteo.example', inReplyTo: third }))
    expect(next.conversationId).toBe(first.conversationId)
  })

  it('tells nothing to an answer that somebody filed where it is', async () => {
    const { world, desk } = await house()
    await desk.post(letter(martas))
    const other = await desk.post(letter({ from: MARTA, subject: 'Tyres' }))
    const last = await desk.post(letter({ ...martas, id: '<third@posteo.example>', references: ANSWER }))
    await world.owner.call(refileConversation, {
      params: { conversationId: last.conversationId! },
      body: { to: other.conversationId!, messageIds: [last.messageId!] },
    })
    await desk.post(letter(bens))
    expect((await desk.read(other.conversationId)).suggestedLink).toBeNull()
  })

  it('is waited for by no machine', async () => {
    const { desk } = await house()
    await desk.post(letter({ ...bens, more: ['Auto-Submitted: auto-replied'] }))
    expect((await desk.post(letter(martas))).whyHere?.code).toBe('new_sender')
  })

  it('goes by the signed address before all else', async () => {
    const { world, desk } = await house()
    const other = await desk.post(letter({ from: MARTA, subject: 'Another matter' }))
    const token = replyAddress(DESK, other.conversationId!, world.services.secret.key('reply address'))!
    await desk.post(letter(bens))
    const first = await desk.post(letter({ ...martas, to: token }))
    expect(first).toMatchObject({ conversationId: other.conversationId, whyHere: { code: 'reply_token' } })
  })

  it('names a hundred mails in ids as long as a line, and is filed', async () => {
    const { world, desk } = await house()
    const long = (n: number) => `<${n}${'界語愛'.repeat(105)}${n}@posteo.example>`
    const references = Array.from({ length: 100 }, (_, n) => (n % 3 === 0 ? long(n) : `<r${n}@x.example>`))
    const got = await desk.post(letter({ id: `<${'界'.repeat(985)}>`, references: references.join('\r\n ') }))
    expect(got.state).toBe('filed')
    const { n } = await world.services.db.read(world.workspaceId, (db) =>
      db
        .selectFrom('awaitedMails')
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    )
    expect(n).toBe(20)
  })
})
