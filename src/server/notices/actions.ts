import type { NoticeChoice, NoticeHabits, NoticeKind } from '../../domain/notices/notice.ts'
import type { ConversationId, PromiseId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import * as store from './store.ts'
import { saveChoice, saveTimes } from './store-habits.ts'

/** Says that the one who asks has read a notice. Saying it twice changes nothing. @throws Refused `not_found`. */
export async function readNotice(asked: Asked, id: string): Promise<void> {
  await demand(asked, id)
  await read(asked, { id })
}

/** Says that the one who asks has read all notices up to one, or all about one thing. */
export async function readNotices(
  asked: Asked,
  which: { upTo: string } | { conversationId: ConversationId } | { promiseId: PromiseId },
): Promise<void> {
  if (!('upTo' in which)) return await read(asked, which)
  const { at, id } = await demand(asked, which.upTo)
  await read(asked, { upTo: { at, id } })
}

async function read(asked: Asked, which: store.Which): Promise<void> {
  const { id } = asked.member
  const unread = await asked.db.read(asked.workspaceId, (db) => store.isUnread(db, id, which))
  if (!unread) return
  await flush(asked, {
    writes: [store.markRead(id, which, asked.now)],
    // So that the bell of another screen of theirs falls silent too.
    events: [{ kind: 'notice.told', subjects: { memberId: id }, data: { read: true } }],
  })
}

async function demand(asked: Asked, id: string): Promise<store.StoredNotice> {
  const notice = await asked.db.read(asked.workspaceId, (db) => store.findNotice(db, asked.member.id, id))
  if (!notice) throw new Refused(refuse('not_found'))
  return notice
}

/** Chooses how the one who asks is told of one kind of thing. */
export async function chooseNotice(asked: Asked, kind: NoticeKind, choice: NoticeChoice): Promise<void> {
  await flush(asked, {
    writes: [saveChoice(asked.workspaceId, asked.member.id, kind, choice)],
    events: [],
  })
}

/** Chooses when the one who asks rests, and when a digest comes. @throws Refused `changed_meanwhile`. */
export async function chooseTimes(asked: Asked, times: NoticeHabits, version: number): Promise<void> {
  await flush(asked, {
    writes: [saveTimes(asked.workspaceId, asked.member.id, times, version)],
    events: [],
  })
}
