import { nameConversation } from '../../contract/conversations.ts'
import * as contract from '../../contract/goodwill.ts'
import * as notices from '../../contract/notices.ts'
import { listPromises, movePromise } from '../../contract/promises.ts'
import * as recovery from '../../contract/recovery.ts'
import { instant } from '../../domain/shared/time.ts'
import { makeAsking } from '../world/asking.ts'
import { hearAll } from '../world/hear.ts'
import type { Caller } from '../world/world.ts'

/** Ana, who may ask for a yes, with what stands on the bell of each. */
async function scene() {
  const asking = await makeAsking()
  const bell = async (who: Caller) => {
    await hearAll(asking.world)
    return (await who.call(notices.listNotices)).items
  }
  const unread = async (who: Caller) => {
    await hearAll(asking.world)
    return (await who.call(notices.readBell)).unread
  }
  return { ...asking, bell, unread }
}
type Asked = Awaited<ReturnType<Awaited<ReturnType<typeof scene>>['ask']>>
const at = (ask: Asked) => ({ params: { askId: ask.id }, body: { version: ask.version } })
const said = (items: readonly { kind: string; data: Record<string, unknown> }[]) =>
  items.map((n) => `${n.kind} ${n.data.as}`)

describe('a yes that is asked for', () => {
  it('is told at once to whoever is asked, once, and its answer to whoever asked [S3-09] [S1-07]', async () => {
    const { ana, dina, ask, bell, unread } = await scene()
    const asked = await ask()
    expect(await bell(dina)).toMatchObject([
      {
        ...{ kind: 'yes_asked', by: { name: 'Ana Lima' }, person: { name: 'Marta Okafor' } },
        goodwill: {
          ...{ kind: 'refund', money: { minor: 300_00, currency: 'EUR' }, words: 'The same part again.' },
        },
        data: { yes: asked.id, as: 'asked' },
      },
    ])
    expect(await bell(ana), 'what she asked herself').toEqual([])
    await dina.call(contract.grantAuthorityAsk, at(asked))
    expect(await bell(ana)).toMatchObject([
      { kind: 'yes_answered', by: { name: 'Dina Koch' }, data: { as: 'granted' } },
    ])
    expect(await unread(dina), 'what she answered waits for her no more').toBe(0)
  })

  it('is refused with the reason beside it, as one may tell it [S1-08]', async () => {
    const { ana, dina, ask, bell } = await scene()
    const asked = await ask()
    const why = 'The maker pays this one: I call them now.'
    await dina.call(contract.refuseAuthorityAsk, {
      params: { askId: asked.id },
      body: { why, version: asked.version },
    })
    expect(await bell(ana)).toMatchObject([
      { kind: 'yes_answered', data: { as: 'refused' }, goodwill: { words: why } },
    ])
  })

  it('passes on, and tells who asked when they may help themselves, and then who was asked that nothing is left to decide', async () => {
    const { world, ana, dina, ask, turn, bell, unread } = await scene()
    await ask(150_00)
    await bell(dina)
    await turn(10)
    expect(await bell(world.owner)).toMatchObject([
      { kind: 'yes_asked', by: { name: 'Ana Lima' }, data: { as: 'passed' } },
    ])
    expect(await bell(ana)).toEqual([])
    await turn(20)
    expect(said(await bell(ana))).toEqual(['yes_answered unanswered'])
    await turn(30)
    expect(said(await bell(ana)), 'once').toEqual(['yes_answered unanswered'])
    const [late] = (await ana.call(contract.listAuthorityAsks)).items
    await ana.call(contract.useEmergency, at(late!))
    for (const who of [dina, world.owner]) {
      expect((await bell(who))[0]).toMatchObject({
        ...{ kind: 'yes_settled', by: { name: 'Ana Lima' }, data: { as: 'emergency' } },
      })
      // The ask itself is read by it; who leads is not told a second time to look at it.
      expect(await unread(who)).toBe(1)
    }
  })

  it('is told once, also where its answer was promised by another date meanwhile', async () => {
    const { ana, dina, ask, bell } = await scene()
    const asked = await ask()
    const [owed] = (await dina.call(listPromises, { query: { of: 'mine', state: 'open' } })).items
    await dina.call(movePromise, {
      params: { promiseId: owed!.id },
      body: {
        ...{ due: instant('2026-11-23T09:40:00Z'), version: owed!.version, reason: 'I look for the order' },
        ...{ toldCustomer: true, toldBy: 'in_person' },
      },
    })
    const before = said(await bell(ana))
    await dina.call(contract.grantAuthorityAsk, at(asked))
    expect(said(await bell(ana))).toEqual(['yes_answered granted', ...before])
  })

  it('that is taken back is told to who was asked', async () => {
    const { ana, dina, ask, bell, unread } = await scene()
    const asked = await ask()
    await bell(dina)
    await ana.call(contract.withdrawAuthorityAsk, at(asked))
    expect(said(await bell(dina))).toEqual(['yes_settled withdrawn', 'yes_asked asked'])
    expect(await unread(dina)).toBe(1)
  })

  it('of a sensitive conversation is told to who is asked with what it is for, and no word of the conversation [S4-12]', async () => {
    const { ana, dina, talk, ask, bell } = await scene()
    await ana.call(nameConversation, { params: { conversationId: talk.id }, body: { sensitive: true } })
    const asked = await ask()
    const [told] = await bell(dina)
    expect(told).toMatchObject({ kind: 'yes_asked', conversation: null, goodwill: { kind: 'refund' } })
    expect(JSON.stringify(told)).not.toContain('The second time in a month')
    await dina.call(contract.grantAuthorityAsk, at(asked))
    expect(said(await bell(ana))).toEqual(['yes_answered granted'])
  })

  it('and a rule of a sensitive conversation are told to who looks at them or answers, without whom, where and why [S4-12]', async () => {
    const { world, ana, dina, talk, ask, bell, unread } = await scene()
    await ana.call(nameConversation, { params: { conversationId: talk.id }, body: { sensitive: true } })
    const { id: conversationId } = talk
    await dina.call(contract.grantAuthorityAsk, at(await ask()))
    const noted = await ana.call(recovery.noteFriction, {
      body: { rule: 'By appointment', conversationId, words: 'Marta was ill.' },
    })
    const answers = noted.rule.owner.id === dina.memberId ? dina : world.owner
    const told = [...(await bell(world.owner)), ...(await bell(answers))]
    expect(said(told)).toEqual(expect.arrayContaining(['learn look', 'rule asked']))
    for (const one of told.filter((n) => n.kind !== 'yes_asked'))
      expect(one).toMatchObject({ person: null, conversation: null, goodwill: { words: null } })
    await answers.call(recovery.answerFriction, {
      params: { frictionId: noted.id },
      body: { answer: 'kept', words: 'The doctor asks for it.', version: noted.version },
    })
    expect((await bell(ana))[0]).toMatchObject({ goodwill: { words: 'The doctor asks for it.' } })
    expect(await unread(answers)).toBeLessThanOrEqual(1)
  })
})

describe('what is learnt of it', () => {
  it('is told to who else leads, to look at what was given beyond a limit [S3-10]', async () => {
    const { world, dina, ask, bell } = await scene()
    await dina.call(contract.grantAuthorityAsk, at(await ask()))
    expect(await bell(world.owner)).toMatchObject([
      { kind: 'learn', by: { name: 'Ana Lima' }, data: { as: 'look' }, goodwill: { kind: 'refund' } },
    ])
  })

  it('a rule that kept somebody from helping is told to who answers for it, and the answer to who noted it [S1-08]', async () => {
    const { world, ana, dina, marta, bell, unread } = await scene()
    const noted = await ana.call(recovery.noteFriction, {
      body: { rule: 'No refund after 14 days', personId: marta.id, words: 'It was day 15.' },
    })
    const answers = noted.rule.owner.id === dina.memberId ? dina : world.owner
    expect(await bell(answers)).toMatchObject([
      {
        ...{ kind: 'rule', by: { name: 'Ana Lima' }, data: { as: 'asked' } },
        goodwill: { name: 'No refund after 14 days', words: 'It was day 15.' },
      },
    ])
    await answers.call(recovery.answerFriction, {
      params: { frictionId: noted.id },
      body: { answer: 'changed', words: 'It is thirty days from now on.', version: noted.version },
    })
    expect(await bell(ana)).toMatchObject([
      {
        ...{ kind: 'rule', data: { as: 'answered', answer: 'changed' } },
        goodwill: { words: 'It is thirty days from now on.' },
      },
    ])
    expect(await unread(answers)).toBe(0)
  })

  it('a rule noted by a slip needs to be read by nobody any more', async () => {
    const { world, ana, dina, unread } = await scene()
    const noted = await ana.call(recovery.noteFriction, { body: { rule: 'No refund after 14 days' } })
    const answers = noted.rule.owner.id === dina.memberId ? dina : world.owner
    expect(await unread(answers)).toBe(1)
    await ana.call(recovery.withdrawFriction, {
      params: { frictionId: noted.id },
      body: { version: noted.version },
    })
    expect(await unread(answers)).toBe(0)
  })

  it('what came back is told to who sees that it is mended, of nobody in particular', async () => {
    const { world, ana, dina, marta, bell } = await scene()
    for (let n = 0; n < 3; n++)
      await ana.call(contract.makeGesture, {
        body: {
          ...{ personId: marta.id, kind: 'refund', money: { minor: 5_00, currency: 'EUR' } },
          ...{ why: 'It broke again.', cause: 'Wiper blades' },
        } as never,
      })
    const told = [...(await bell(world.owner)), ...(await bell(dina))]
    expect(told).toMatchObject([
      { person: null, conversation: null, data: { as: 'cause' }, goodwill: { name: 'Wiper blades' } },
    ])
  })
})
