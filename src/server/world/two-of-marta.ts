import * as merging from '../../contract/merging.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { letter, makeDesk } from './mail-desk.ts'
import { makeWorld } from './world.ts'

export const [FIRST, SECOND] = ['<brakes@posteo.example>', '<offer@posteo.example>']

/** Two mails of Marta's that began two conversations, an hour apart. */
export async function twoOfMarta() {
  const world = await makeWorld()
  const smtp = { host: '127.0.0.1', port: 2525, tls: false }
  const desk = await makeDesk(world, { smtp })
  const a = (await desk.post(letter({ id: FIRST, subject: 'The brakes squeal' }))).conversationId!
  world.at('2026-11-23T10:12:00Z')
  const b = (await desk.post(letter({ id: SECOND, subject: 'The brakes squeal', text: 'The offer?' })))
    .conversationId!
  world.at('2026-11-23T10:20:00Z')
  const of = (id: ConversationId) => ({ params: { conversationId: id } })
  const merge = (into: ConversationId, ...from: ConversationId[]) =>
    world.owner.call(merging.mergeConversations, { ...of(into), body: { from } })
  const unmerge = (id: ConversationId) => world.owner.call(merging.unmergeConversation, of(id))
  const texts = async (id: ConversationId) => (await desk.messages(id)).map((m) => m.text.trim())
  return { world, desk, a, b, of, merge, unmerge, texts }
}
