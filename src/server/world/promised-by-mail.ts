import { afterEach } from 'vitest'
import * as contact from '../../contract/contact.ts'
import * as contract from '../../contract/door.ts'
import type { InputOf } from '../../contract/endpoint.ts'
import * as promises from '../../contract/promises.ts'
import { readToday } from '../../contract/today.ts'
import { carryDueMail } from '../channels/jobs.ts'
import { startSmtp, type TestSmtp } from '../mail/testing/smtp.ts'
import { hearAll } from './hear.ts'
import { letter, makeDesk } from './mail-desk.ts'
import { makeWorld, type World } from './world.ts'

const running: TestSmtp[] = []
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})

/** Marta wrote on Monday morning and was promised a call; what we say of it leaves as a mail through a real server. */
export async function promised() {
  const server = await startSmtp()
  running.push(server)
  const world = await makeWorld()
  const desk = await makeDesk(world, {
    smtp: { host: server.host, port: server.port, tls: false },
    username: 'desk@servus.example',
    password: 'correct horse',
  })
  const { conversationId } = await desk.post(letter({ subject: 'The noise', text: 'Is it safe to drive?' }))
  const talk = await desk.read(conversationId)
  const personId = talk.person!.id
  const promise = await world.owner.call(promises.makePromise, {
    body: {
      text: 'Olga calls Marta about the noise',
      due: '2026-11-27T11:00:00Z',
      conversationId: conversationId!,
    },
  })
  const tell = async (body: Partial<InputOf<typeof promises.updatePromise>['body']> = {}) => {
    const params = { promiseId: promise.id }
    const { version } = await world.owner.call(promises.readPromise, { params })
    return await world.owner.call(promises.updatePromise, {
      params,
      body: { kind: 'progress', text: 'Luis has looked at it.', toldBy: 'email', version, ...body },
    })
  }
  const words = async () =>
    (await world.owner.call(contract.readWords, { params: { promiseId: promise.id } })).items
  const link = await world.owner.call(contact.makePageLink, { params: { personId } })
  const token = link.url.split('/').at(-1)!
  return { world, server, desk, talk, conversationId: conversationId!, personId, promise, tell, words, token }
}

/** What the worker does at a moment, and what the mail does half a minute later. */
export async function pass(world: World, moment: string) {
  world.at(moment)
  await hearAll(world)
  world.at(new Date(Date.parse(moment) + 30_000).toISOString())
  await carryDueMail(world.services)
  await hearAll(world)
}

/** What stands under Now on the owner's Today. */
export async function today(world: World) {
  return (await world.owner.call(readToday)).groups.now
}
