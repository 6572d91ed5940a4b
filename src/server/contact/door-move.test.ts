import { describe, expect, it } from 'vitest'
import { readCustomerPage } from '../../contract/contact.ts'
import * as promises from '../../contract/promises.ts'
import { parseMail } from '../mail/parse.ts'
import { givenBack, letter } from '../world/mail-desk.ts'
import { pass, promised } from '../world/promised-by-mail.ts'

type Promised = Awaited<ReturnType<typeof promised>>

async function move({ world }: Promised, of: Pick<Promised['promise'], 'id' | 'version'>, due: string) {
  return await world.owner.call(promises.movePromise, {
    params: { promiseId: of.id },
    body: {
      ...{ due, reason: 'The part is late', version: of.version },
      ...{ toldCustomer: true, toldBy: 'email' as const },
    },
  })
}

async function letters({ server }: Promised) {
  const mails = await Promise.all(server.received.map((m) => parseMail(m.raw)))
  return mails.map((m) => ('text' in m ? m.text : m.unreadable))
}

it('the mail that tells of a new date says which, and of what [S3-22]', async () => {
  const by = await promised()
  await move(by, by.promise, '2026-12-04T15:00:00Z')
  await pass(by.world, '2026-11-23T09:20:00Z')
  expect(await letters(by)).toEqual([
    expect.stringMatching(/“Olga calls Marta about the noise”.*4 December.*16:00/s),
  ])
})

it('of two new dates set by night the morning tells the last one alone', async () => {
  const by = await promised()
  by.world.at('2026-11-24T21:30:00Z')
  const once = await move(by, by.promise, '2026-12-04T15:00:00Z')
  await pass(by.world, '2026-11-24T21:31:00Z')
  await move(by, once, '2026-12-11T15:00:00Z')
  await pass(by.world, '2026-11-24T21:32:00Z')
  await pass(by.world, '2026-11-25T08:40:00Z')
  await pass(by.world, '2026-11-25T09:00:00Z')
  expect(await letters(by)).toEqual([expect.stringContaining('11 December')])
})

describe('a new date of which the mail came back', () => {
  async function movedByMail(given = givenBack) {
    const by = await promised()
    const next = await move(by, by.promise, '2026-12-04T15:00:00Z')
    await pass(by.world, '2026-11-23T09:20:00Z')
    const [word] = next.updates
    const bounced = await by.desk.post(
      letter({
        ...{ from: 'mailer-daemon@posteo.example', subject: 'Undelivered' },
        text: given(by.world, `<${word!.id}@nordlicht.example>`),
        more: ['X-Failed-Recipients: marta@posteo.example'],
      }),
    )
    expect(bounced.whyHere?.code).toBe(given === givenBack ? 'bounce' : 'bounce_said')
    const old = () => by.world.owner.call(promises.readPromise, { params: { promiseId: by.promise.id } })
    return { ...by, next, old }
  }

  it('was not told: once the old date has passed, the promise counts as not kept (P4)', async () => {
    const { world, old, token } = await movedByMail()
    expect((await old()).state).toBe('moved')
    world.at('2026-11-27T11:00:01Z')
    expect(await old()).toMatchObject({ state: 'broken', succeededBy: expect.any(String) })
    const page = await world.anybody(readCustomerPage, { params: { token } })
    expect(page.promises.map((p) => p.due)).toEqual(['2026-12-04T15:00:00.000Z'])
  })

  it('counts as told where somebody only says that its mail came back: no promise of ours is broken by a stranger', async () => {
    const { world, old } = await movedByMail((_, mailId) => `It is lost.\r\n\r\nMessage-ID: ${mailId}\r\n`)
    world.at('2026-11-27T11:00:01Z')
    expect((await old()).state).toBe('moved')
  })

  it('was told in time where somebody called before the old date (P4)', async () => {
    const { world, old, next } = await movedByMail()
    await world.owner.call(promises.updatePromise, {
      params: { promiseId: next.id },
      body: { kind: 'progress', text: 'Told by telephone.', toldBy: 'phone', version: next.version },
    })
    world.at('2026-11-28T11:00:00Z')
    expect((await old()).state).toBe('moved')
  })
})
