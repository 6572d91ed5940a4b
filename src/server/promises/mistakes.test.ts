import { describe, expect, it } from 'vitest'
import { logCall } from '../../contract/channels.ts'
import { nameConversation } from '../../contract/conversations.ts'
import * as contract from '../../contract/mistakes.ts'
import { addPerson } from '../../contract/people.ts'
import { listPromises } from '../../contract/promises.ts'
import { instant } from '../../domain/shared/time.ts'
import { makeWorld } from '../world/world.ts'

const november = { from: instant('2026-11-01T00:00:00Z'), to: instant('2026-12-01T00:00:00Z') }

async function anaHasACall() {
  const world = await makeWorld()
  const [ana, ben] = [await world.join('Ana Lima'), await world.join('Ben Adeyemi')]
  const jonas = await ana.call(addPerson, { body: { name: 'Jonas Lind' } })
  const talk = await ana.call(logCall, {
    body: { personId: jonas.id, direction: 'in', summary: 'New wiper blades' },
  })
  return { world, ana, ben, jonas, talk }
}

describe('a mistake that was found', () => {
  it('by us is told before they find it: noting it makes the promise; then it is put right [S3-23]', async () => {
    const { world, ana, ben, jonas, talk } = await anaHasACall()
    const body = {
      ...{ id: world.services.newId<'mistake'>(), foundBy: 'us' as const, conversationId: talk.id },
      what: 'The wrong wiper blades are on it',
      tell: { text: 'Ana calls you about the blades', due: instant('2026-11-23T15:00:00Z') },
    }
    const noted = await ana.call(contract.noteMistake, { body })
    expect(await ana.call(contract.noteMistake, { body }), 'the same press again').toEqual(noted)
    expect(noted).toMatchObject({ foundBy: 'us', mendedAt: null, conversation: { id: talk.id } })
    const { items } = await ana.call(listPromises)
    expect(items).toMatchObject([{ id: noted.promiseId, to: { id: jonas.id }, text: body.tell.text }])
    expect((await ben.call(contract.listMistakes)).items).toEqual([noted])
    const params = { mistakeId: noted.id }
    const mend = (version: number) =>
      ben.call(contract.mendMistake, {
        params,
        body: { fix: 'Changed them', cause: 'Two boxes look alike', version },
      })
    expect(await mend(noted.version)).toMatchObject({ fix: 'Changed them', cause: 'Two boxes look alike' })
    await expect(mend(noted.version)).rejects.toMatchObject({ problem: { code: 'changed_meanwhile' } })
    await expect(mend(noted.version + 1)).rejects.toMatchObject({ problem: { code: 'changed_meanwhile' } })
    expect((await ben.call(contract.listMistakes)).items).toEqual([])
    expect((await ben.call(contract.listMistakes, { query: { state: 'all' } })).items).toHaveLength(1)
  })

  it('is counted by who found it, of the house and of a site, and nobody is named [S3-23] [S4-25]', async () => {
    const { world, ana, talk } = await anaHasACall()
    for (const foundBy of ['us', 'customer', 'customer'] as const)
      await ana.call(contract.noteMistake, { body: { foundBy, what: 'A scratch', conversationId: talk.id } })
    const measured = await ana.call(contract.measureMistakes, { query: november })
    expect(measured).toMatchObject({ escaped: { k: 2, n: 3 }, mended: 0 })
    const site = await ana.call(contract.measureMistakes, { query: { ...november, siteId: world.siteId } })
    expect(site).toEqual(measured)
    expect(JSON.stringify([measured, (await ana.call(contract.listMistakes)).items])).not.toMatch(/Ana Lima/)
    const backwards = { from: november.to, to: november.from }
    await expect(ana.call(contract.measureMistakes, { query: backwards })).rejects.toMatchObject({
      problem: { code: 'invalid_input', field: 'to' },
    })
  })

  it('is noted outside a conversation too; then nobody is there to be told', async () => {
    const { ana } = await anaHasACall()
    const body = { foundBy: 'us' as const, what: 'The lift was not locked', cause: 'A worn latch' }
    expect(await ana.call(contract.noteMistake, { body })).toMatchObject({ conversation: null, ...body })
    const tell = { text: 'Ana calls you', due: instant('2026-11-23T15:00:00Z') }
    await expect(ana.call(contract.noteMistake, { body: { ...body, tell } })).rejects.toMatchObject({
      problem: { code: 'invalid_input', field: 'tell' },
    })
  })

  it('in a sensitive conversation is for who may read that, and no page is short for it', async () => {
    const { ana, ben, talk } = await anaHasACall()
    const note = (what: string, more: object) =>
      ana.call(contract.noteMistake, { body: { foundBy: 'us', what, ...more } })
    await note('An old one', {})
    const secret = await note('A private one', { conversationId: talk.id })
    await ana.call(nameConversation, {
      params: { conversationId: talk.id },
      body: { sensitive: true },
    })
    expect((await ben.call(contract.listMistakes, { query: { limit: 1 } })).items).toMatchObject([
      { what: 'An old one' },
    ])
    const mend = { params: { mistakeId: secret.id }, body: { fix: 'Done', version: secret.version } }
    await expect(ben.call(contract.mendMistake, mend)).rejects.toMatchObject({ status: 404 })
    expect((await ana.call(contract.listMistakes)).items).toHaveLength(2)
  })
})
