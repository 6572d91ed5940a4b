import { sendReply } from '../../contract/channels.ts'
import * as contract from '../../contract/door.ts'
import { listEvents } from '../../contract/happenings.ts'
import { chooseBackup, listNotices } from '../../contract/notices.ts'
import * as promises from '../../contract/promises.ts'
import { measurePromises } from '../../contract/reports.ts'
import { instant, plus } from '../../domain/shared/time.ts'
import { tickAll } from '../jobs/worker.ts'
import { parseMail } from '../mail/parse.ts'
import { hearAll } from '../world/hear.ts'
import { givenBack, letter } from '../world/mail-desk.ts'
import { pass, promised, today } from '../world/promised-by-mail.ts'
import type { Caller } from '../world/world.ts'

const week = { from: instant('2026-11-23T00:00:00Z'), to: instant('2026-11-30T00:00:00Z') }
const late = { kind: 'delay', reason: 'the lift is taken' } as const

describe('the mail of a word about a promise', () => {
  it('counts a word whose mail is refused for good as never told, and asks to call, once', async () => {
    const { world, server, tell, words, promise } = await promised()
    server.failWith((s) => (s.at === 'recipient' ? { code: 550, words: '5.1.1 No such user' } : null))
    await tell()
    await pass(world, '2026-11-23T09:20:00Z')
    await hearAll(world)
    expect(await words()).toMatchObject([{ state: 'not_told' }])
    expect(await today(world)).toContainEqual(expect.objectContaining({ kind: 'not_told' }))
    const events = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('events').select('data').where('kind', '=', 'contact.not_told').execute(),
    )
    expect(events).toMatchObject([{ data: { why: 'mail_failed' } }])
    expect(promise.state).toBe('open')
  })

  it('asks to call after two failures of a word’s mail: not after one, once, and no more once it left [S3-22]', async () => {
    const { world, server, tell } = await promised()
    server.failWith((s) => (s.at === 'recipient' ? { code: 451, words: '4.3.0 Try again later' } : null))
    await tell()
    await pass(world, '2026-11-23T09:20:00Z')
    const asked = async () => ({
      lines: (await today(world)).filter((l) => l.kind === 'not_told').map((l) => l.why),
      told: (
        await world.services.db.read(world.workspaceId, (db) =>
          db.selectFrom('events').select('data').where('kind', '=', 'contact.not_told').execute(),
        )
      ).map((e) => (e.data as { why?: string }).why),
    })
    expect(await asked(), 'one failure').toEqual({ lines: [], told: [] })
    for (const moment of ['2026-11-23T09:22:00Z', '2026-11-23T09:27:00Z', '2026-11-23T09:37:00Z']) {
      await pass(world, moment)
      expect(await asked(), moment).toMatchObject({
        lines: [[{ code: 'not_told', values: { rule: 'mail_delayed' } }, { code: 'is_due' }]],
        told: ['mail_delayed'],
      })
    }
    server.failWith(null)
    await pass(world, '2026-11-23T10:30:00Z')
    expect(server.received).toHaveLength(1)
    expect((await asked()).lines).toEqual([])
  })

  it('names in its letters who has the promise now, also in one that waited for the morning [S3-21]', async () => {
    const { world, server, tell, promise } = await promised()
    const ben = await world.join('Ben Adeyemi')
    const params = { promiseId: promise.id }
    world.at('2026-11-24T21:30:00Z')
    const noNews = { kind: 'no_progress', text: '', reason: 'the part is late' } as const
    await tell({ ...noNews, nextUpdateDue: '2026-11-25T15:00:00Z' })
    await pass(world, '2026-11-24T21:31:00Z')
    expect(server.received).toHaveLength(0)
    const { version } = await world.owner.call(promises.readPromise, { params })
    const given = await world.owner.call(promises.reassignPromise, {
      params,
      body: { ownerId: ben.memberId, version },
    })
    await pass(world, '2026-11-25T08:40:00Z')
    await ben.call(promises.updatePromise, {
      params,
      body: {
        ...{ ...noNews, reason: 'it is still on its way', toldBy: 'email' as const },
        ...{ nextUpdateDue: '2026-11-26T11:00:00Z', version: given.version },
      },
    })
    await pass(world, '2026-11-25T09:00:00Z')
    const letters = (await Promise.all(server.received.map((m) => parseMail(m.raw)))).map((m) =>
      'text' in m ? m.text : m.unreadable,
    )
    expect(letters).toEqual([
      expect.stringMatching(/“Ben calls Marta about the noise”.*You hear from Ben again.*Olga Brandt/s),
      expect.stringMatching(/“Ben calls Marta about the noise”.*You hear from me again.*Ben Adeyemi/s),
    ])
    expect(letters.join()).not.toContain('Olga calls')
  })

  it('of a new date counts as told in time only where the door lets it arrive by the old one (P4) [S3-21]', async () => {
    const { world, conversationId } = await promised()
    const moved = async (due: string) => {
      const body = { text: 'Olga brings the car round', due, conversationId }
      const made = await world.owner.call(promises.makePromise, { body })
      const params = { promiseId: made.id }
      const next = await world.owner.call(promises.movePromise, {
        params,
        body: {
          ...{ due: '2026-11-26T10:00:00Z', reason: 'the lift is taken', toldCustomer: true },
          ...{ toldBy: 'email', version: made.version },
        },
      })
      const { state } = await world.owner.call(promises.readPromise, { params })
      return { state, first: next.originalDue, words: next.updates.length }
    }
    world.at('2026-11-24T21:30:00Z')
    const due = '2026-11-25T08:30:00.000Z'
    expect(await moved(due), 'it leaves at nine there').toEqual({ state: 'moved', first: due, words: 1 })
    const early = { state: 'broken', first: '2026-11-26T10:00:00.000Z', words: 1 }
    expect(await moved('2026-11-25T07:30:00Z'), 'by then they had heard nothing').toEqual(early)
  })

  it('still tells how it fared on the promise that took the place of the one it was said of', async () => {
    const { world, server, tell, promise } = await promised()
    server.failWith((s) => (s.at === 'recipient' ? { code: 550, words: '5.1.1 No such user' } : null))
    await tell()
    await pass(world, '2026-11-23T09:20:00Z')
    await hearAll(world)
    server.failWith(null)
    const params = { promiseId: promise.id }
    const { version, due, updates } = await world.owner.call(promises.readPromise, { params })
    const next = await world.owner.call(promises.movePromise, {
      params,
      body: {
        ...{ due: plus(due, { days: 2 }), reason: 'the lift is taken', toldCustomer: true },
        ...{ toldBy: 'phone', version },
      },
    })
    const { items } = await world.owner.call(contract.readWords, { params: { promiseId: next.id } })
    expect(items).toMatchObject([{ updateId: updates[0]!.id, state: 'not_told' }])
  })

  it('counts as told from when it left: what waited over night warned nobody of the early morning [S3-22]', async () => {
    const { world, server, conversationId } = await promised()
    const due = '2026-11-25T07:30:00Z'
    const early = await world.owner.call(promises.makePromise, {
      body: { text: 'Olga brings the car round', due, conversationId },
    })
    world.at('2026-11-24T21:30:00Z')
    await world.owner.call(promises.updatePromise, {
      params: { promiseId: early.id },
      body: { ...late, text: '', toldBy: 'email', version: early.version },
    })
    await pass(world, '2026-11-24T21:31:00Z')
    await tickAll(world.services)
    const warned = async () =>
      (await world.owner.call(measurePromises, { query: week })).figures?.earlyWarning
    await pass(world, '2026-11-25T07:40:00Z')
    expect(server.received).toHaveLength(0)
    expect(await warned()).toMatchObject({ k: 0, n: 1 })
    world.at('2026-11-25T08:05:00Z')
    await tickAll(world.services)
    await pass(world, '2026-11-25T08:10:00Z')
    expect(server.received).toHaveLength(1)
    expect(await warned()).toMatchObject({ k: 0, n: 1 })
  })

  it('that did not arrive is told to who stands in, then to who leads, until somebody gives word; without blame [S3-22]', async () => {
    const { world, server, tell, promise } = await promised()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier', 'manager')]
    const { version } = await world.owner.call(promises.readPromise, { params: { promiseId: promise.id } })
    await world.owner.call(promises.reassignPromise, {
      params: { promiseId: promise.id },
      body: { ownerId: luis.memberId, version },
    })
    const ben = await world.join('Ben Adeyemi')
    await luis.call(chooseBackup, { body: { memberId: ben.memberId } })
    server.failWith((s) => (s.at === 'recipient' ? { code: 550, words: '5.1.1 No such user' } : null))
    await tell()
    await pass(world, '2026-11-23T09:20:00Z')
    const heard = async () => {
      await hearAll(world)
      await tickAll(world.services)
      await hearAll(world)
      const of = async (who: Caller) =>
        (await who.call(listNotices)).items
          .filter((n) => n.promise?.id === promise.id && (n.kind === 'not_told' || n.data.about === 'untold'))
          .map((n) => n.kind)
      return [await of(luis), await of(ben), await of(mia)]
    }
    expect(await heard()).toEqual([['not_told'], [], []])
    world.at('2026-11-23T09:36:00Z')
    expect(await heard()).toEqual([['not_told'], ['promise_backup'], []])
    world.at('2026-11-23T10:06:00Z')
    expect(await heard()).toEqual([['not_told'], ['promise_backup'], ['promise_backup']])
    world.at('2026-11-23T12:00:00Z')
    expect(await heard()).toEqual([['not_told'], ['promise_backup'], ['promise_backup']])
    const { items } = await mia.call(listNotices)
    expect(items.find((n) => n.data.about === 'untold')?.promise?.owner.name).toBe('Luis Ortega')
  })

  it('that did not arrive is told to nobody more once they were called', async () => {
    const { world, server, tell } = await promised()
    const mia = await world.join('Mia Meier', 'manager')
    server.failWith((s) => (s.at === 'recipient' ? { code: 550, words: '5.1.1 No such user' } : null))
    await tell()
    await pass(world, '2026-11-23T09:20:00Z')
    world.at('2026-11-23T09:25:00Z')
    await tell({ text: 'Luis has looked at it: told by telephone.', toldBy: 'phone' })
    world.at('2026-11-23T12:00:00Z')
    await tickAll(world.services)
    await hearAll(world)
    expect((await mia.call(listNotices)).items).toEqual([])
  })

  it('does not call a word untold because a later mail of the same conversation came back', async () => {
    const { world, desk, personId } = await promised()
    // Promised beside any conversation: the word begins one.
    const loose = await world.owner.call(promises.makePromise, {
      body: { text: 'Olga sends the offer', due: '2026-11-27T11:00:00Z', toPersonId: personId },
    })
    const params = { promiseId: loose.id }
    await world.owner.call(promises.updatePromise, {
      params,
      body: { kind: 'progress', text: 'It is half done.', toldBy: 'email', version: loose.version },
    })
    await pass(world, '2026-11-23T09:20:00Z')
    const told = await world.owner.call(promises.readPromise, { params })
    const conversationId = told.updates[0]!.id as never
    const { message } = await world.owner.call(sendReply, {
      params: { conversationId },
      body: { text: 'Here is the offer.' },
    })
    await pass(world, '2026-11-23T09:25:00Z')
    const inReplyTo = `<${message.id}@nordlicht.example>`
    const more = ['X-Failed-Recipients: marta@posteo.example']
    const machine = { from: 'mailer-daemon@posteo.example', subject: 'Undelivered' }
    const back = await desk.post(letter({ ...machine, more, text: givenBack(world, inReplyTo) }))
    expect(back.whyHere?.code).toBe('bounce')
    await hearAll(world)
    const { items } = await world.owner.call(listEvents, { query: { promiseId: loose.id } })
    expect(items.map((e) => e.kind)).not.toContain('contact.not_told')
    expect((await world.owner.call(contract.readWords, { params })).items).toMatchObject([{ state: 'sent' }])
  })
})
