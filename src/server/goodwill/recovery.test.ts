import { logCall } from '../../contract/channels.ts'
import { nameConversation } from '../../contract/conversations.ts'
import * as people from '../../contract/people.ts'
import { listPromises } from '../../contract/promises.ts'
import * as contract from '../../contract/recovery.ts'
import { instant } from '../../domain/shared/time.ts'
import { type Caller, makeWorld } from '../world/world.ts'

const no = (code: string, more: object = {}) => ({ problem: { code, ...more } })
const FRIDAY = instant('2026-11-27T15:00:00Z')

async function open() {
  const world = await makeWorld()
  const ana = await world.join('Ana Lima')
  const dina = await world.join('Dina Koch', 'manager')
  const marta = await ana.call(people.addPerson, { body: { name: 'Marta Okafor' } })
  const talk = await ana.call(logCall, {
    body: { personId: marta.id, direction: 'in', summary: 'The seat is torn' },
  })
  return { world, ana, dina, marta, talk }
}

describe('putting something right', () => {
  it('takes its steps in any order, keeps both sides beside each other, and ends with a date to check back [S1-15] [S3-11]', async () => {
    const { ana, dina, marta, talk } = await open()
    const theirs = 'It was whole when I brought it.'
    let one = await ana.call(contract.openRecoveryCase, {
      body: { personId: marta.id, conversationId: talk.id, theirs },
    })
    const params = { recoveryId: one.id }
    const step = (who: Caller, name: 'heard' | 'thanked', taken = true) =>
      who.call(contract.takeRecoveryStep, { params, body: { step: name, taken, version: one.version } })
    expect(one).toMatchObject({ theirs, known: null, steps: [], openedBy: { name: 'Ana Lima' } })
    one = await step(dina, 'thanked')
    one = await step(ana, 'heard')
    one = await step(ana, 'thanked', false)
    expect(one.steps).toMatchObject([{ step: 'heard', by: { name: 'Ana Lima' } }])
    const say = async (side: 'theirs' | 'known', text: string) => {
      one = await dina.call(contract.sayInRecovery, { params, body: { side, text, version: one.version } })
    }
    await say('known', 'The photograph of the morning shows the tear.')
    await say('theirs', 'It may have been there; nobody told me.')
    expect(one).toMatchObject({
      theirs: 'It may have been there; nobody told me.',
      known: 'The photograph of the morning shows the tear.',
    })
    const { items } = await ana.call(contract.listRecoveryWords, { params })
    expect(items.map((w) => w.text)).toContain(theirs)
    expect(items).toHaveLength(3)
    const close = () => ana.call(contract.closeRecoveryCase, { params, body: { version: one.version } })
    await expect(close()).rejects.toMatchObject(no('check_back_missing'))
    one = await ana.call(contract.promiseCheckBack, {
      params,
      body: { text: 'Ana calls Marta about the seat', due: FRIDAY, version: one.version },
    })
    expect((await ana.call(listPromises)).items).toMatchObject([
      { id: one.checkBackId, to: { id: marta.id }, due: FRIDAY, conversation: { id: talk.id } },
    ])
    one = await close()
    await expect(say('known', 'More.')).rejects.toMatchObject(no('case_closed'))
    await expect(close()).rejects.toMatchObject(no('case_closed'))
    const list = async (state: 'open' | 'all') =>
      (await dina.call(contract.listRecoveryCases, { query: { state, personId: marta.id } })).items
    expect(await list('open')).toEqual([])
    expect(await list('all')).toEqual([one])
    expect(JSON.stringify(one)).not.toMatch(/fault|guilt|blame/i)
  })

  it('is one case however often it is pressed, and what another changed meanwhile is not overwritten', async () => {
    const { world, ana, dina, marta } = await open()
    const body = { id: world.services.newId<'recovery'>(), personId: marta.id }
    const one = await ana.call(contract.openRecoveryCase, { body })
    expect(await ana.call(contract.openRecoveryCase, { body })).toEqual(one)
    await expect(dina.call(contract.openRecoveryCase, { body })).rejects.toMatchObject(
      no('changed_meanwhile'),
    )
    const params = { recoveryId: one.id }
    const seen = { step: 'heard' as const, version: one.version }
    await ana.call(contract.takeRecoveryStep, { params, body: seen })
    await expect(dina.call(contract.takeRecoveryStep, { params, body: seen })).rejects.toMatchObject(
      no('changed_meanwhile'),
    )
  })

  it('of a sensitive conversation is for those who help in it', async () => {
    const { ana, world, marta, talk } = await open()
    const one = await ana.call(contract.openRecoveryCase, {
      body: { personId: marta.id, conversationId: talk.id },
    })
    await ana.call(nameConversation, { params: { conversationId: talk.id }, body: { sensitive: true } })
    const ben = await world.join('Ben Adeyemi')
    expect((await ben.call(contract.listRecoveryCases)).items).toEqual([])
    const params = { recoveryId: one.id }
    await expect(ben.call(contract.listRecoveryWords, { params })).rejects.toMatchObject(no('not_found'))
    await expect(
      ben.call(contract.takeRecoveryStep, { params, body: { step: 'heard', version: one.version } }),
    ).rejects.toMatchObject(no('not_found'))
  })
})

describe('what kept us from helping', () => {
  it('is noted by each of several who name the same rule for the first time at once', async () => {
    const { ana, dina, world } = await open()
    const rule = 'No refund without a receipt'
    const noted = await Promise.all(
      [ana, dina, world.owner].map((who) => who.call(contract.noteFriction, { body: { rule } })),
    )
    expect(new Set(noted.map((one) => one.rule.id)).size).toBe(1)
    expect((await ana.call(contract.listHouseRules)).items).toMatchObject([{ name: rule, count: { all: 3 } }])
  })

  it('is one press, counted by rule, and answered by whoever answers for the rule [S1-08]', async () => {
    const { ana, dina, world, marta, talk } = await open()
    const rule = 'No refund without a receipt'
    const noted = await ana.call(contract.noteFriction, { body: { rule, conversationId: talk.id } })
    expect(noted).toMatchObject({
      rule: { name: rule, owner: { name: 'Dina Koch' } },
      ...{ person: { id: marta.id }, by: { name: 'Ana Lima' }, answer: null },
    })
    const again = await world.owner.call(contract.noteFriction, {
      body: { ruleId: noted.rule.id, personId: marta.id, words: 'I would have paid it.' },
    })
    expect((await ana.call(contract.noteFriction, { body: { rule: rule.toUpperCase() } })).rule.id).toBe(
      noted.rule.id,
    )
    const rules = async () => (await ana.call(contract.listHouseRules)).items
    expect(await rules()).toMatchObject([{ name: rule, count: { all: 3, open: 3 } }])
    const answer = (who: Caller, words: string) =>
      who.call(contract.answerFriction, {
        params: { frictionId: again.id },
        body: { answer: 'changed', words, version: again.version },
      })
    await expect(answer(ana, 'Yes.')).rejects.toMatchObject(no('not_allowed'))
    await expect(answer(dina, ' ')).rejects.toMatchObject(no('reason_missing', { field: 'words' }))
    const words = 'Whoever stands there decides it, up to 100.'
    expect(await answer(dina, words)).toMatchObject({ answer: 'changed', answerWords: words })
    await expect(answer(dina, words)).rejects.toMatchObject(no('changed_meanwhile'))
    expect(await rules()).toMatchObject([{ count: { all: 3, open: 2, changed: 1, kept: 0, exception: 0 } }])
    expect((await ana.call(contract.listFrictions)).items).toHaveLength(2)
    expect((await ana.call(contract.listFrictions, { query: { state: 'all' } })).items).toHaveLength(3)
  })

  it('of a sensitive conversation is answered for the rule alone, without whom it was for and what was said [S4-12]', async () => {
    const { world, ana, dina, talk } = await open()
    await ana.call(nameConversation, { params: { conversationId: talk.id }, body: { sensitive: true } })
    const noted = await ana.call(contract.noteFriction, {
      body: { rule: 'By appointment', conversationId: talk.id, words: 'Marta was ill.' },
    })
    const ben = await world.join('Ben Adeyemi')
    const list = async (who: Caller, whose: 'to_answer' | 'all' = 'all') =>
      (await who.call(contract.listFrictions, { query: { whose } })).items
    expect(await list(ben)).toEqual([])
    const [bare] = await list(dina, 'to_answer')
    expect(bare).toMatchObject({
      ...{ id: noted.id, hidden: true, person: null, conversation: null, words: null },
      ...{ by: { name: 'Ana Lima' }, rule: { name: 'By appointment' } },
    })
    const answered = await dina.call(contract.answerFriction, {
      params: { frictionId: noted.id },
      body: { answer: 'changed', words: 'Whoever comes is let in.', version: noted.version },
    })
    expect(answered).toMatchObject({ hidden: true, words: null, answer: 'changed' })
    const params = { frictionId: noted.id }
    expect(await ana.call(contract.readFriction, { params })).toMatchObject({
      ...{ hidden: false, words: 'Marta was ill.', answerWords: 'Whoever comes is let in.' },
    })
  })

  it('is noted for nobody else than whom the conversation is with', async () => {
    const { ana, marta, talk } = await open()
    const other = await ana.call(people.addPerson, { body: { name: 'Ewa Nowak' } })
    const note = (personId: typeof marta.id) =>
      ana.call(contract.noteFriction, {
        body: { rule: 'By appointment', conversationId: talk.id, personId },
      })
    await expect(note(other.id)).rejects.toMatchObject(no('not_found', { field: 'personId' }))
    expect((await ana.call(contract.listHouseRules)).items).toEqual([])
    expect(await note(marta.id)).toMatchObject({ person: { id: marta.id } })
  })

  it('names a rule; who leads says who answers for it, and a retired one stops nobody', async () => {
    const { ana, dina, world } = await open()
    await expect(ana.call(contract.noteFriction, { body: {} })).rejects.toMatchObject(
      no('invalid_input', { field: 'rule' }),
    )
    const { rule } = await ana.call(contract.noteFriction, { body: { rule: 'Only by appointment' } })
    const change = (who: Caller, body: object) =>
      who.call(contract.changeHouseRule, { params: { ruleId: rule.id }, body: body as never })
    await expect(change(ana, { ownerId: ana.memberId, version: 1 })).rejects.toMatchObject(no('not_allowed'))
    const theirs = await change(dina, { ownerId: world.owner.memberId, version: 1 })
    expect(theirs).toMatchObject({ owner: { name: 'Olga Brandt' }, version: 2 })
    await expect(change(dina, { retired: true, version: 1 })).rejects.toMatchObject(no('changed_meanwhile'))
    await change(dina, { retired: true, version: 2 })
    expect((await ana.call(contract.listHouseRules)).items).toEqual([])
    await expect(ana.call(contract.noteFriction, { body: { ruleId: rule.id } })).rejects.toMatchObject(
      no('not_found'),
    )
    const anew = await ana.call(contract.noteFriction, { body: { rule: 'Only by appointment' } })
    expect(anew.rule.id).not.toBe(rule.id)
  })
})
