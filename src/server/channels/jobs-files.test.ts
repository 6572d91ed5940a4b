import { utimes } from 'node:fs/promises'
import { sql } from 'kysely'
import * as channels from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as people from '../../contract/people.ts'
import { cancelPlanned, planReply } from '../../contract/planned.ts'
import * as contract from '../../contract/saved-replies.ts'
import { plus } from '../../domain/shared/time.ts'
import { erasePutAway } from '../away/jobs.ts'
import { sha256Of } from '../files/blobs.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'
import { countUnkept, letUploadsGo, sweepFolder } from './jobs-files.ts'

async function upload(world: World, words: string, as: Caller = world.owner): Promise<string> {
  const body = new FormData()
  body.set('file', new File([words], 'way.txt', { type: 'text/plain' }))
  const reply = await world.fetch('/api/attachments', { method: 'POST', body, as })
  return ((await reply.json()) as { id: string }).id
}

/** The bytes of these words lie there since two hours: within the hour somebody may be about to say that they are theirs. */
async function lieLong(world: World, words: string): Promise<void> {
  const sha = sha256Of(Buffer.from(words))
  const long = new Date(Date.now() - 7_200_000)
  await utimes(`${world.services.config.dataDir}/blobs/${sha.slice(0, 2)}/${sha.slice(2)}`, long, long)
}

async function sweep(world: World): Promise<void> {
  for (let nth = 0; nth < 256; nth++) await sweepFolder(world.services, nth)
}

const has = (world: World, words: string) => world.services.blobs.has(sha256Of(Buffer.from(words)))
const later = (world: World, days: number) => world.at(plus(world.now(), { days }))

describe('files nobody has', () => {
  it('an upload waits thirty days for its message, then goes, and its bytes with it', async () => {
    const world = await makeWorld()
    await upload(world, 'never sent')
    await lieLong(world, 'never sent')
    later(world, 29)
    await letUploadsGo.run(world.act(), world.services)
    await upload(world, 'of today')
    await lieLong(world, 'of today')
    await sweep(world)
    expect([await has(world, 'never sent'), await has(world, 'of today')]).toEqual([true, true])
    later(world, 2)
    await letUploadsGo.run(world.act(), world.services)
    expect(await countUnkept(world.services.db, world.services.blobs)).toBe(1)
    await sweep(world)
    expect([await has(world, 'never sent'), await has(world, 'of today')]).toEqual([false, true])
    expect(await countUnkept(world.services.db, world.services.blobs)).toBe(0)
  })

  it('what was put within the hour stays: whoever put it may be about to write it down', async () => {
    const world = await makeWorld()
    await world.services.blobs.put(Buffer.from('just come'))
    await sweep(world)
    expect(await has(world, 'just come')).toBe(true)
    await lieLong(world, 'just come')
    await sweep(world)
    expect(await has(world, 'just come')).toBe(false)
  })

  it('what was sent stays, and what a message taken back had waits anew from then on', async () => {
    const world = await makeWorld()
    const { id: personId } = await world.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
    await world.owner.call(contact.makePageLink, { params: { personId } })
    const body = { personId, subject: 'The way', text: 'Here it is.' }
    const { id: conversationId } = await world.owner.call(channels.startConversation, { body })
    const ids = [await upload(world, 'sent'), await upload(world, 'taken back')]
    for (const words of ['sent', 'taken back']) await lieLong(world, words)
    later(world, 29)
    const [, back] = [await say(ids[0]!), await say(ids[1]!)]
    await world.owner.call(channels.undoSend, { params: { messageId: back.message.id } })
    const stand = async () => {
      await letUploadsGo.run(world.act(), world.services)
      await sweep(world)
      return [await has(world, 'sent'), await has(world, 'taken back')]
    }
    later(world, 29)
    expect(await stand()).toEqual([true, true])
    later(world, 2)
    expect(await stand()).toEqual([true, false])

    async function say(file: string) {
      const reply = { text: 'The way to us', attachmentIds: [file as never] }
      return await world.owner.call(channels.sendReply, { params: { conversationId }, body: reply })
    }
  })

  it('what goes with a reply planned for later waits as long as the reply does, and a month more once that is taken back', async () => {
    const world = await makeWorld()
    const { id: personId } = await world.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
    await world.owner.call(contact.makePageLink, { params: { personId } })
    const body = { personId, subject: 'The way', text: 'Here it is.' }
    const { id: conversationId } = await world.owner.call(channels.startConversation, { body })
    const file = await upload(world, 'planned')
    await lieLong(world, 'planned')
    const due = plus(world.now(), { days: 60 })
    const planned = await world.owner.call(planReply, {
      params: { conversationId },
      body: { text: 'The way to us', attachmentIds: [file as never], due },
    })
    const stands = async () => {
      const workspaces = await letUploadsGo.due(world.services.db, world.now())
      expect(workspaces.map((w) => w.workspaceId)).not.toContain(world.workspaceId)
      await letUploadsGo.run(world.act(), world.services)
      await sweep(world)
      return await has(world, 'planned')
    }
    later(world, 45)
    expect(await stands()).toBe(true)
    const back = await world.owner.call(cancelPlanned, { params: { messageId: planned.id } })
    expect(back.goesWith?.files).toEqual([{ id: file, name: 'way.txt', size: 7, type: 'text/plain' }])
    later(world, 29)
    expect(await stands()).toBe(true)
    later(world, 2)
    await letUploadsGo.run(world.act(), world.services)
    await sweep(world)
    expect(await has(world, 'planned')).toBe(false)
  })

  it('those of a saved reply go once it is erased, but for what another workspace has too', async () => {
    const [world, other] = [await makeWorld(), await makeWorld()]
    const fileIds = [await upload(world, 'The way to us'), await upload(world, 'Ours alone')]
    await upload(other, 'The way to us')
    const body = { of: 'all' as const, name: 'The way', texts: { en: 'Here it is.' } }
    const { id } = await world.owner.call(contract.addSavedReply, { body: { ...body, fileIds } })
    for (const words of ['The way to us', 'Ours alone']) await lieLong(world, words)
    later(world, 40)
    await letUploadsGo.run(world.act(), world.services)
    await sweep(world)
    expect(await has(world, 'Ours alone')).toBe(true)
    await world.owner.call(contract.deleteSavedReply, { params: { replyId: id } })
    later(world, 40)
    await erasePutAway.run(world.act(), world.services)
    await sweep(world)
    expect([await has(world, 'The way to us'), await has(world, 'Ours alone')]).toEqual([true, false])
  })

  it('are found by every column that names bytes: a new one has to be told to the sweep', async () => {
    const { services } = await makeWorld()
    const { rows } = await sql<{ place: string }>`
      select table_name || '.' || column_name as place from information_schema.columns
      where table_schema = 'public' and column_name like '%sha256' order by 1`.execute(services.db.system)
    expect(rows.map((row) => row.place)).toEqual([
      'attachments.sha256',
      'inbound_mails.sha256',
      'messages.raw_sha256',
      'saved_reply_files.sha256',
    ])
  })
})
