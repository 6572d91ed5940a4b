import * as mistakes from '../../domain/promises/mistakes.ts'
import type { ConversationId, PromiseId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import * as conversations from '../conversations/actions.ts'
import { updateConversation } from '../conversations/store.ts'
import { type Change, flush, together } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { planPromise } from './actions.ts'
import * as store from './store-mistakes.ts'

type MistakeId = mistakes.Mistake['id']
const NOTHING: Change = { writes: [], events: [] }

/**
 * Notes a mistake, with the promise to tell the person of its conversation, if one is made: one act (S3-23). Says the same twice
 * with the same id. @throws Refused `not_found` for a conversation that may not be read; `invalid_input` naming `tell` where
 * nobody is known who could be told.
 */
export async function noteMistake(
  asked: Asked,
  input: {
    id?: MistakeId | undefined
    foundBy: mistakes.FoundBy
    what: string
    cause?: string | null | undefined
    conversationId?: ConversationId | undefined
    tell?:
      | { id?: PromiseId | undefined; text: string; due: Instant; saidAs?: string | null | undefined }
      | undefined
  },
): Promise<MistakeId> {
  const known = input.id && (await asked.db.read(asked.workspaceId, (db) => store.findMistake(db, input.id!)))
  if (known && known.notedBy !== asked.member.id) throw new Refused(refuse('changed_meanwhile'))
  if (known) return known.id
  const talk = input.conversationId
    ? (await conversations.load(asked, input.conversationId)).conversation
    : null
  if (input.tell && !talk?.personId) throw new Refused(refuse('invalid_input', { field: 'tell' }))
  const me = asked.member.id
  const told = input.tell
    ? await planPromise(asked, me, me, { personId: talk!.personId, conversationId: talk!.id }, input.tell)
    : null
  const noted = accept(
    mistakes.noteMistake(
      {
        ...{ id: input.id ?? asked.newId<'mistake'>(), foundBy: input.foundBy, what: input.what },
        ...{ cause: input.cause ?? null, conversationId: talk?.id ?? null, notedBy: me },
        ...{ promiseId: told?.promise.id ?? null, siteId: talk?.siteId ?? asked.member.siteId },
      },
      asked.now,
    ),
  )
  await flush(
    asked,
    together(told?.change ?? NOTHING, {
      // If the conversation is merged in this moment, the promise must go along: one of the two looks again.
      writes: [
        store.insertMistake(asked.workspaceId, noted),
        ...(told && talk ? [updateConversation(talk)] : []),
      ],
      events: [{ kind: 'mistake.noted', subjects: aboutMistake(noted), data: { foundBy: noted.foundBy } }],
    }),
  )
  return noted.id
}

/** Says how it was put right. @throws Refused `not_found`, `changed_meanwhile`. */
export async function mendMistake(
  asked: Asked,
  id: MistakeId,
  input: { fix: string; cause?: string | null | undefined; version: number },
): Promise<void> {
  const mistake = await asked.db.read(asked.workspaceId, (db) => store.findMistake(db, id))
  if (!mistake) throw new Refused(refuse('not_found'))
  if (mistake.conversationId) await conversations.load(asked, mistake.conversationId)
  if (mistake.version !== input.version) throw new Refused(refuse('changed_meanwhile'))
  const next = accept(
    mistakes.mendMistake(mistake, { fix: input.fix, cause: input.cause ?? null }, asked.now),
  )
  await flush(asked, {
    writes: [store.updateMistake(next, mistake.version)],
    events: [{ kind: 'mistake.mended', subjects: aboutMistake(next), data: {} }],
  })
}

function aboutMistake({ id, conversationId, siteId }: mistakes.Mistake) {
  return { mistakeId: id, siteId, ...(conversationId ? { conversationId } : {}) }
}
