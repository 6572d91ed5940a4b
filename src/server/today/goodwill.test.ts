import { nameConversation } from '../../contract/conversations.ts'
import * as contract from '../../contract/goodwill.ts'
import { lookAtGesture, mendCause } from '../../contract/learning.ts'
import { keepPromise, listPromises, movePromise, reassignPromise } from '../../contract/promises.ts'
import * as recovery from '../../contract/recovery.ts'
import { readToday } from '../../contract/today.ts'
import { instant } from '../../domain/shared/time.ts'
import { makeAsking } from '../world/asking.ts'
import type { Caller } from '../world/world.ts'

/** Ana, who may ask for a yes, with what stands on the Today of each. */
async function scene() {
  const asking = await makeAsking()
  const lines = async (who: Caller) => {
    const { groups } = await who.call(readToday)
    return [...groups.now, ...groups.next, ...groups.moment]
  }
  return { ...asking, lines }
}
const codes = (lines: readonly { kind: string; why: readonly { code: string }[] }[]) =>
  lines.map((l) => [l.kind, ...l.why.map((w) => w.code)].join(' '))

describe('a yes that is asked for stands on Today', () => {
  it('of who is asked once, with what it is for, so that it is allowed from there [S3-09] [S1-07]', async () => {
    const { ana, dina, marta, ask, lines } = await scene()
    const asked = await ask()
    const [line, ...others] = await lines(dina)
    expect(others, 'what she promised Ana by it stands there no second time').toEqual([])
    expect(line).toMatchObject({
      ...{ kind: 'yes_asked', colleague: 'Ana Lima', person: { id: marta.id }, care: 'wait' },
      ...{ what: 'The same part again.', why: [{ code: 'yes_waiting' }], conversationId: null },
      gift: { id: asked.id, kind: 'refund', money: { minor: 300_00, currency: 'EUR' } },
    })
    expect(await lines(ana)).toMatchObject([
      { kind: 'promise', why: [{ code: 'promise_due_soon' }, { code: 'yes_awaited' }] },
    ])
    await dina.call(contract.grantAuthorityAsk, {
      params: { askId: line!.gift!.id as never },
      body: { version: line!.gift!.version! },
    })
    expect(await lines(dina)).toEqual([])
  })

  it('of who asked, with the answer to tell, until it is told', async () => {
    const { ana, dina, ask, lines } = await scene()
    const asked = await ask()
    const why = 'The maker pays this one: I call them now.'
    await dina.call(contract.refuseAuthorityAsk, {
      params: { askId: asked.id },
      body: { why, version: asked.version },
    })
    const [line, ...others] = await lines(ana)
    expect(others).toEqual([])
    expect(line).toMatchObject({
      ...{ kind: 'yes_answered', person: { name: 'Marta Okafor' }, promiseId: asked.customerPromiseId },
      why: [{ code: 'yes_refused', values: { by: 'Dina', words: why } }],
    })
    await ana.call(keepPromise, {
      params: { promiseId: line!.promiseId! },
      body: { version: line!.promiseVersion! },
    })
    expect(await lines(ana)).toEqual([])
  })

  it('of the next one, and less urgently of the first; then it says to who asked what they may do [S3-09]', async () => {
    const { world, ana, dina, ask, turn, lines } = await scene()
    await ask(150_00)
    await turn(10)
    expect(codes(await lines(dina))).toEqual(['yes_asked yes_passed'])
    expect(codes(await lines(world.owner))).toEqual(['yes_asked yes_waiting'])
    expect(codes(await lines(ana))).toEqual(['promise promise_due_soon yes_awaited'])
    await turn(20)
    expect(codes(await lines(world.owner))).toEqual(['yes_asked yes_over'])
    const [line, ...others] = await lines(ana)
    expect(others).toEqual([])
    expect(line).toMatchObject({ kind: 'may_help', care: 'late', why: [{ code: 'may_help' }] })
    await ana.call(contract.useEmergency, {
      params: { askId: line!.gift!.id as never },
      body: { version: line!.gift!.version! },
    })
    expect(codes(await lines(ana))).toEqual(['yes_answered yes_emergency'])
    expect(codes(await lines(dina)), 'who leads looks at it').toEqual(['given given'])
  })

  it('of who asked also once they told whom it is for another date, before or after the first was over', async () => {
    const { ana, dina, ask, turn, lines } = await scene()
    const asked = await ask(150_00)
    const move = async (time: string) => {
      const [line] = await lines(ana)
      const why = { reason: 'Nobody answered yet', toldCustomer: true, toldBy: 'in_person' as const }
      const due = instant(`2026-11-23T${time}:00Z`)
      return await ana.call(movePromise, {
        params: { promiseId: line!.promiseId! },
        body: { due, version: line!.promiseVersion ?? 1, ...why },
      })
    }
    await move('09:25')
    expect(codes(await lines(ana))).toEqual(['promise promise_due_soon yes_awaited'])
    await turn(25)
    const last = await move('10:00')
    expect(codes(await lines(ana))).toEqual(['may_help may_help'])
    const { items } = await dina.call(contract.listAuthorityAsks)
    await dina.call(contract.grantAuthorityAsk, {
      params: { askId: asked.id },
      body: { version: items[0]!.version },
    })
    expect(await lines(ana)).toMatchObject([{ kind: 'yes_answered', promiseId: last.id }])
  })

  it('of who was given the answer to somebody and was not asked as what they owe', async () => {
    const { world, ana, dina, ask, lines } = await scene()
    const ben = await world.join('Ben Adeyemi')
    await ask()
    const { items } = await dina.call(listPromises, { query: { of: 'mine', state: 'open' } })
    const [owed] = items
    await dina.call(reassignPromise, {
      params: { promiseId: owed!.id },
      body: { ownerId: ben.memberId, version: owed!.version },
    })
    expect(await lines(ben)).toMatchObject([{ kind: 'promise', promiseId: owed!.id }])
    expect(codes(await lines(dina))).toEqual(['yes_asked yes_waiting'])
    expect(await lines(ana)).toHaveLength(1)
  })

  it('says so where it is more than one may decide even then', async () => {
    const { ana, ask, turn, lines } = await scene()
    await ask(201_00)
    await turn(20)
    expect(codes(await lines(ana))).toEqual(['may_help nobody_answered'])
  })

  it('of a sensitive conversation to who is asked without a word of it [S4-12]', async () => {
    const { ana, dina, talk, ask, lines } = await scene()
    await ana.call(nameConversation, { params: { conversationId: talk.id }, body: { sensitive: true } })
    await ask()
    expect(JSON.stringify(await lines(dina))).not.toContain('second time')
    expect(codes(await lines(dina))).toEqual(['yes_asked yes_waiting'])
  })
})

describe('what is learnt stands on Today', () => {
  it('of who leads in one line, until it was looked at; never of who asked for it [S3-10]', async () => {
    const { world, ana, dina, ask, lines } = await scene()
    for (let n = 0; n < 2; n++) {
      const { id, version } = await ask(200_00)
      await dina.call(contract.grantAuthorityAsk, { params: { askId: id }, body: { version } })
    }
    expect(await lines(world.owner)).toMatchObject([
      { kind: 'given', person: null, why: [{ code: 'given', values: { count: 2 } }] },
    ])
    expect(codes(await lines(ana))).not.toContain('given given')
    const { items } = await ana.call(contract.listAuthorityAsks, { query: { state: 'all' } })
    for (const { gesture } of items)
      await world.owner.call(lookAtGesture, {
        params: { gestureId: gesture.id },
        body: { needMet: 'yes', nextTime: 'The same.', mend: 'Nothing.' },
      })
    expect(await lines(world.owner)).toEqual([])
  })

  it('of a sensitive conversation without whom, where and why, for who looks at it or answers all the same [S4-12]', async () => {
    const { world, ana, dina, talk, ask, lines } = await scene()
    await ana.call(nameConversation, { params: { conversationId: talk.id }, body: { sensitive: true } })
    const { id, version } = await ask()
    await dina.call(contract.grantAuthorityAsk, { params: { askId: id }, body: { version } })
    await ana.call(recovery.noteFriction, {
      body: { rule: 'By appointment', conversationId: talk.id, words: 'Marta was ill.' },
    })
    const all = [...(await lines(world.owner)), ...(await lines(dina))]
    expect(codes(all)).toEqual(expect.arrayContaining(['given given', 'rule_asked rule_asked']))
    expect(JSON.stringify(all)).not.toMatch(/Marta|ill\./)
  })

  it('a rule waits for who answers for it, and a cause for who sees to it [S1-08]', async () => {
    const { world, ana, dina, marta, lines } = await scene()
    const noted = await ana.call(recovery.noteFriction, {
      body: { rule: 'No refund after 14 days', personId: marta.id, words: 'It was day 15.' },
    })
    const lead = noted.rule.owner.id === dina.memberId ? dina : world.owner
    expect(await lines(lead)).toMatchObject([
      {
        ...{ kind: 'rule_asked', colleague: 'Ana Lima', what: 'No refund after 14 days' },
        ...{ why: [{ code: 'rule_asked' }, { code: 'in_words' }], gift: { id: noted.id } },
      },
    ])
    const slip = await ana.call(recovery.noteFriction, { body: { rule: 'No refund after 14 days' } })
    expect(await lines(lead)).toHaveLength(2)
    await ana.call(recovery.withdrawFriction, {
      params: { frictionId: slip.id },
      body: { version: slip.version },
    })
    expect(await lines(lead)).toHaveLength(1)
    await lead.call(recovery.answerFriction, {
      params: { frictionId: noted.id },
      body: { answer: 'kept', words: 'The maker asks for it.', version: noted.version },
    })
    for (let n = 0; n < 3; n++)
      await ana.call(contract.makeGesture, {
        body: {
          ...{ personId: marta.id, kind: 'refund', money: { minor: 5_00, currency: 'EUR' } },
          ...{ why: 'It broke again.', cause: 'Wiper blades' },
        } as never,
      })
    const [cause] = [...(await lines(dina)), ...(await lines(world.owner))]
    expect(cause).toMatchObject({ kind: 'cause', what: 'Wiper blades', why: [{ code: 'cause_open' }] })
    const owner = (await lines(dina)).length > 0 ? dina : world.owner
    await owner.call(mendCause, {
      params: { causeId: cause!.gift!.id as never },
      body: { fix: 'Another maker.', version: 2 },
    })
    expect(await lines(owner)).toEqual([])
  })
})
