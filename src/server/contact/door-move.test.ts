import { expect, it } from 'vitest'
import * as promises from '../../contract/promises.ts'
import { parseMail } from '../mail/parse.ts'
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
