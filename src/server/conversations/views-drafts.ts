import type { ConversationId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'
import type { Asked } from '../http/route.ts'
import { type GoesWith, listDrafts } from './store-drafts.ts'
import { findAttachments } from './store-messages.ts'

/** What members are writing in a conversation; what is to go with it is told to its writer alone. */
export async function showDrafts<Member>(
  db: Reader,
  { member }: Asked,
  id: ConversationId,
  nameOf: (id: Asked['member']['id']) => Member,
) {
  return await Promise.all(
    (await listDrafts(db, id)).map(async ({ kind, text, updatedAt, memberId, goesWith }) => {
      const mine = memberId === member.id
      return {
        ...{ kind: kind as 'reply' | 'note', text, updatedAt, mine, author: nameOf(memberId) },
        goesWith: mine && goesWith ? await showGoesWith(db, goesWith) : null,
      }
    }),
  )
}

/** What is to go with a reply besides its words; a file that was let go meanwhile is left out. */
export async function showGoesWith(db: Reader, { attachmentIds, promises, keeps, ...rest }: GoesWith) {
  const files = new Map((await findAttachments(db, attachmentIds)).map((file) => [file.id as string, file]))
  return {
    ...rest,
    to: rest.to && [...rest.to],
    cc: rest.cc && [...rest.cc],
    bcc: rest.bcc && [...rest.bcc],
    files: attachmentIds.flatMap((fileId) => {
      const file = files.get(fileId)
      return file ? [{ id: file.id, name: file.name, size: file.size, type: file.type }] : []
    }),
    promises: [...promises],
    keeps: [...keeps],
  }
}
