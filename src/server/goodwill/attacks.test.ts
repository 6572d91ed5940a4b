import * as talks from '../../contract/channels.ts'
import * as contract from '../../contract/goodwill.ts'
import * as learning from '../../contract/learning.ts'
import { mergeConversations, unmergeConversation } from '../../contract/merging.ts'
import * as people from '../../contract/people.ts'
import { mergePerson, undoMerge } from '../../contract/people-merge.ts'
import * as recovery from '../../contract/recovery.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { instant } from '../../domain/shared/time.ts'
import { makeWorld } from '../world/world.ts'

const eur = (minor: number) => ({ minor, currency: 'EUR' })

/** A house in which Ana may decide 200 € in a matter and 300 € for a person, and Dina 500 €; Marta is there twice, each with a matter. */
async function open() {
  const world = await makeWorld()
  const ana = await world.join('Ana Lima')
  const dina = await world.join('Dina Koch', 'manager')
  for (const bounds of [
    { role: 'member', perCase: 200_00, perCustomer: 300_00 },
    { role: 'manager', perCase: 500_00 },
  ])
    await world.owner.call(contract.grantAuthority, {
      body: { currency: 'EUR', reason: 'Whoever stands there decides.', ...bounds } as never,
    })
  const add = async (name: string) => {
    const person = await ana.call(people.addPerson, { body: { name } })
    const talk = await ana.call(talks.logCall, {
      body: { personId: person.id, direction: 'in', summary: `${name} waits` },
    })
    return { person, talk }
  }
  const body = { kind: 'refund' as const, why: 'The part was ours.', evidence: 'none' as const }
  return { world, ana, dina, body, marta: await add('Marta Okafor'), twin: await add('M. Okafor') }
}

describe('what was tried against goodwill', () => {
  it('two records and two conversations that are merged count as one, and part with all that was done in between [S3-21]', async () => {
    const { world, ana, dina, body, marta, twin } = await open()
    const merged = await ana.call(mergePerson, {
      params: { personId: marta.person.id },
      body: {
        ...{ mergedId: twin.person.id, version: marta.person.version },
        mergedVersion: twin.person.version,
      },
    })
    const there = { personId: marta.person.id, conversationId: twin.talk.id }
    await ana.call(contract.makeGesture, { body: { ...body, ...there, money: eur(100_00) } })
    const asked = await ana.call(contract.askAuthority, { body: { ...body, ...there, money: eur(250_00) } })
    await ana.call(recovery.openRecoveryCase, { body: { ...there, theirs: 'It was whole.' } })
    await ana.call(recovery.noteFriction, { body: { ...there, rule: 'No refund without a receipt' } })
    const { id: into } = marta.talk
    await ana.call(mergeConversations, { params: { conversationId: into }, body: { from: [twin.talk.id] } })
    const left = async () => {
      const { kinds } = await ana.call(contract.readAuthority, {
        query: { personId: marta.person.id, conversationId: into },
      })
      return kinds.find((k) => k.kind === 'refund')?.left
    }
    expect(await left()).toBe(100_00)
    await dina.call(contract.grantAuthorityAsk, {
      params: { askId: asked.id },
      body: { version: asked.version },
    })
    expect(await left()).toBe(0)
    const of = async (personId: PersonId) => ({
      given: (await dina.call(contract.listGestures, { query: { personId } })).items,
      right: (await dina.call(recovery.listRecoveryCases, { query: { personId } })).items,
    })
    const noted = async () => (await dina.call(recovery.listFrictions)).items
    const conversation = { id: into }
    const whole = { given: [{ conversation }, { conversation }], right: [{ conversation }] }
    expect(await of(marta.person.id)).toMatchObject(whole)
    expect(await of(twin.person.id)).toMatchObject(whole)
    expect(await noted()).toMatchObject([{ conversation }])
    await ana.call(unmergeConversation, { params: { conversationId: twin.talk.id } })
    await world.owner.call(undoMerge, { params: { mergeId: merged.merges[0]!.id as never } })
    const back = { conversation: { id: twin.talk.id }, person: { id: twin.person.id } }
    expect(await of(twin.person.id)).toMatchObject({ given: [back, back], right: [back] })
    expect(await of(marta.person.id)).toEqual({ given: [], right: [] })
    expect(await noted()).toMatchObject([back])
    expect(await left()).toBe(200_00)
  })

  it('nothing of another house can be named, read or answered', async () => {
    const { world, ana, body, marta } = await open()
    const { personId, conversationId } = { personId: marta.person.id, conversationId: marta.talk.id }
    const given = await ana.call(contract.makeGesture, {
      body: { ...body, personId, money: eur(10_00), cause: 'Labels' },
    })
    const ask = await ana.call(contract.askAuthority, { body: { ...body, personId, money: eur(250_00) } })
    const right = await ana.call(recovery.openRecoveryCase, { body: { personId } })
    const noted = await ana.call(recovery.noteFriction, { body: { rule: 'By appointment' } })
    const [limit] = (await ana.call(contract.listAuthorityLimits)).items
    const { owner, siteId, join } = await makeWorld()
    const ben = await join('Ben Adeyemi')
    const own = await owner.call(people.addPerson, { body: { name: 'Ole' } })
    const gestureId = given.id
    const seen = { version: 1 }
    const mine = { ...body, personId: own.id, money: eur(1) }
    const tried: Promise<unknown>[] = [
      owner.call(contract.makeGesture, { body: { ...mine, personId } }),
      owner.call(contract.makeGesture, { body: { ...mine, conversationId } }),
      ben.call(contract.askAuthority, { body: { ...mine, personId } }),
      owner.call(contract.readGesture, { params: { gestureId } }),
      owner.call(contract.reverseGesture, {
        params: { gestureId },
        body: { ...seen, why: 'x', told: 'said' },
      }),
      owner.call(contract.endAuthority, { params: { limitId: limit!.id } }),
      owner.call(contract.grantAuthority, {
        body: { memberId: ana.memberId, currency: 'EUR', perCase: 1, reason: 'x' } as never,
      }),
      owner.call(contract.readAuthorityAsk, { params: { askId: ask.id } }),
      ...[contract.grantAuthorityAsk, contract.useEmergency, contract.withdrawAuthorityAsk].map((act) =>
        owner.call(act, { params: { askId: ask.id }, body: seen }),
      ),
      owner.call(contract.refuseAuthorityAsk, {
        params: { askId: ask.id },
        body: { ...seen, why: 'No part' },
      }),
      owner.call(learning.noteLesson, { params: { gestureId }, body: { ...seen, text: 'x' } }),
      owner.call(learning.lookAtGesture, {
        params: { gestureId },
        body: { needMet: 'yes', nextTime: 'x', mend: 'x' },
      }),
      owner.call(learning.mendCause, { params: { causeId: given.cause!.id }, body: { ...seen, fix: 'x' } }),
      owner.call(learning.giveCause, {
        params: { causeId: given.cause!.id },
        body: { ...seen, ownerId: owner.memberId },
      }),
      owner.call(recovery.openRecoveryCase, { body: { personId } }),
      owner.call(recovery.openRecoveryCase, { body: { personId: own.id, conversationId } }),
      owner.call(recovery.readRecoveryCase, { params: { recoveryId: right.id } }),
      owner.call(recovery.listRecoveryWords, { params: { recoveryId: right.id } }),
      owner.call(recovery.sayInRecovery, {
        params: { recoveryId: right.id },
        body: { ...seen, side: 'known', text: 'x' },
      }),
      owner.call(recovery.takeRecoveryStep, {
        params: { recoveryId: right.id },
        body: { ...seen, step: 'heard' },
      }),
      owner.call(recovery.promiseCheckBack, {
        params: { recoveryId: right.id },
        body: { ...seen, text: 'x', due: instant('2026-11-27T15:00:00Z') },
      }),
      ...[recovery.closeRecoveryCase, recovery.reopenRecoveryCase, recovery.withdrawRecoveryCase].map((act) =>
        owner.call(act as typeof recovery.closeRecoveryCase, {
          params: { recoveryId: right.id },
          body: seen,
        }),
      ),
      owner.call(recovery.noteFriction, { body: { ruleId: noted.rule.id } }),
      owner.call(recovery.noteFriction, { body: { rule: 'x', personId } }),
      owner.call(recovery.noteFriction, { body: { rule: 'x', conversationId } }),
      owner.call(recovery.readFriction, { params: { frictionId: noted.id } }),
      owner.call(recovery.withdrawFriction, { params: { frictionId: noted.id }, body: seen }),
      owner.call(recovery.answerFriction, {
        params: { frictionId: noted.id },
        body: { ...seen, answer: 'kept', words: 'x' },
      }),
      owner.call(recovery.changeHouseRule, {
        params: { ruleId: noted.rule.id },
        body: { ...seen, name: 'x' },
      }),
    ]
    const said = (await Promise.allSettled(tried)).map((t) =>
      t.status === 'rejected' ? (t.reason as { status: number }).status : 'done',
    )
    expect(said.map((status) => [400, 404].includes(status as number))).toEqual(said.map(() => true))
    expect((await owner.call(contract.listGestures, { query: { personId } })).items).toEqual([])
    expect((await owner.call(learning.listCauses)).items).toEqual([])
    expect((await owner.call(recovery.listHouseRules)).items).toEqual([])
    // A site of ours bounds nothing of theirs.
    const body2 = { role: 'member', currency: 'EUR', perCase: 1, reason: 'x', siteId }
    await expect(world.owner.call(contract.grantAuthority, { body: body2 as never })).rejects.toMatchObject({
      status: 404,
    })
    expect(await ana.call(contract.readGesture, { params: { gestureId } })).toEqual(given)
  })

  it('a limit that ended while somebody waits for a yes allows nothing any more', async () => {
    const { world, ana, dina, body, marta } = await open()
    const ask = await ana.call(contract.askAuthority, {
      body: { ...body, personId: marta.person.id, money: eur(250_00) },
    })
    expect(ask).toMatchObject({ holder: { name: 'Dina Koch' } })
    for (const limit of (await ana.call(contract.listAuthorityLimits)).items)
      if (limit.role === 'manager')
        await world.owner.call(contract.endAuthority, { params: { limitId: limit.id } })
    const yes = dina.call(contract.grantAuthorityAsk, {
      params: { askId: ask.id },
      body: { version: ask.version },
    })
    await expect(yes).rejects.toMatchObject({ problem: { code: 'beyond_limit' } })
    expect((await dina.call(contract.listGestures, { query: { personId: marta.person.id } })).items).toEqual(
      [],
    )
  })

  it('keeps words of any script, and any number of times', async () => {
    const { ana, body, marta } = await open()
    const why = `التأخير كان من طرفنا 🙏 ${'Donaudampfschifffahrt'.repeat(20)}`
    const given = await ana.call(contract.makeGesture, {
      body: { ...body, personId: marta.person.id, kind: 'apology', money: null, why, cause: '🛞 تأخير' },
    })
    expect(given).toMatchObject({ why, cause: { name: '🛞 تأخير' } })
    for (const minor of [0, -1, 1e13, Number.MAX_SAFE_INTEGER])
      await expect(
        ana.call(contract.makeGesture, { body: { ...body, personId: marta.person.id, money: eur(minor) } }),
      ).rejects.toMatchObject({ status: 400 })
  })
})
