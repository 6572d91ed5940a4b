import { mayNotChangeReply, unknownBlank } from '../../domain/conversations/saved-replies.ts'
import type { SavedReplyId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { flush, type Write } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { findAttachments, insertAttachment } from './store-messages.ts'
import * as store from './store-saved-replies.ts'

type Input = {
  name: string
  texts: Readonly<Record<string, string>>
  of: 'me' | 'all'
  fileIds: readonly string[]
}

/**
 * Keeps words to be said again; the same id keeps them once.
 * @throws Refused `unknown_variable` for a blank nobody can fill, `not_allowed` for everybody's by whoever may not share.
 */
export async function addReply(
  asked: Asked,
  input: Input & { id?: SavedReplyId | undefined },
): Promise<SavedReplyId> {
  const id = input.id ?? asked.newId<'saved_reply'>()
  const written = writtenBy(asked, id, input)
  if (await asked.db.read(asked.workspaceId, (db) => store.findReply(db, id))) {
    return (await find(asked, id)).id
  }
  await flush(asked, {
    writes: [
      store.insertReply(asked.workspaceId, written, asked.now),
      ...(await filesInto(asked, id, input.fileIds)),
    ],
    events: [{ kind: 'saved_reply.made', subjects: { replyId: id }, data: { of: input.of } }],
  })
  return id
}

/** Changes a saved reply, its words, its files, whose it is. @throws Refused as `addReply`, and `not_found`, `changed_meanwhile`. */
export async function changeReply(
  asked: Asked,
  id: SavedReplyId,
  input: Input & { version: number },
): Promise<void> {
  const reply = await find(asked, id)
  const written = writtenBy(asked, id, input)
  await flush(asked, {
    writes: [
      store.updateReply({ ...reply, ...written, version: input.version }),
      ...(await filesInto(asked, id, input.fileIds)),
    ],
    events: [{ kind: 'saved_reply.changed', subjects: { replyId: id }, data: { of: input.of } }],
  })
}

/** Puts a saved reply into the trash, or takes it back. @throws Refused `not_found`, `not_allowed`. */
export async function putReplyAway(asked: Asked, id: SavedReplyId, away: boolean): Promise<void> {
  const reply = await find(asked, id, true)
  if ((reply.deletedAt !== null) === away) return
  const kind = away ? ('saved_reply.deleted' as const) : ('saved_reply.restored' as const)
  await flush(asked, {
    writes: [store.updateReply({ ...reply, deletedAt: away ? asked.now : null })],
    events: [{ kind, subjects: { replyId: id }, data: {} }],
  })
}

/** Counts that a reply is said, of the reply and of nobody; gives its files as uploads of whoever says it. @throws Refused `not_found`. */
export async function useReply(asked: Asked, id: SavedReplyId) {
  const { reply, files } = await asked.db.read(asked.workspaceId, async (db) => ({
    reply: await store.findReply(db, id),
    files: await store.listFiles(db, [id]),
  }))
  const sees = reply && !reply.deletedAt && [null, asked.member.id].includes(reply.ownerId)
  if (!sees) throw new Refused(refuse('not_found'))
  const copies = files.map(({ name, type, size, sha256 }) => ({
    ...{ id: asked.newId<'attachment'>() as string, name, type, size, sha256 },
    ...{ messageId: null, contentId: null, inline: false },
  }))
  const attached = copies.map((copy) =>
    insertAttachment(asked.workspaceId, copy as never, asked.member.id, asked.now),
  )
  await flush(asked, { writes: [store.countUse(id), ...attached], events: [] }, true)
  return { files: copies.map(({ id: fileId, name, type, size }) => ({ id: fileId, name, type, size })) }
}

function writtenBy(asked: Asked, id: SavedReplyId, input: Input) {
  const ownerId = input.of === 'me' ? asked.member.id : null
  const no = mayNotChangeReply(ownerId, asked.member, asked.now) ?? unknownBlank(input.texts)
  if (no) throw new Refused(no)
  return { id, name: input.name, texts: input.texts, ownerId }
}

// Those it has stay, those uploaded by whoever writes it are taken over, the others go.
async function filesInto(asked: Asked, id: SavedReplyId, wanted: readonly string[]): Promise<Write[]> {
  const { has, uploads } = await asked.db.read(asked.workspaceId, async (db) => {
    const has = await store.listFiles(db, [id])
    const others = wanted.filter((one) => !has.some((file) => file.id === one))
    return { has, uploads: await findAttachments(db, others) }
  })
  const mine = uploads.filter((file) => file.messageId === null && file.uploadedBy === asked.member.id)
  const found = new Set([...has, ...mine].map((file) => file.id as string))
  if (wanted.some((one) => !found.has(one))) throw new Refused(refuse('not_found', { field: 'fileIds' }))
  return [
    ...has.filter((file) => !wanted.includes(file.id)).map((file) => store.deleteFile(file.id)),
    ...mine.map(({ name, type, size, sha256 }) =>
      store.insertFile(asked.workspaceId, id, { id: asked.newId<'attachment'>(), name, type, size, sha256 }),
    ),
  ]
}

async function find(asked: Asked, id: SavedReplyId, deletedToo = false): Promise<store.StoredReply> {
  const reply = await asked.db.read(asked.workspaceId, (db) => store.findReply(db, id))
  if (!reply || (reply.deletedAt && !deletedToo)) throw new Refused(refuse('not_found'))
  const no = mayNotChangeReply(reply.ownerId, asked.member, asked.now)
  if (no) throw new Refused(no)
  return reply
}
