import * as recovery from '../../domain/goodwill/recovery.ts'
import type { ConversationId, PersonId, PromiseId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import * as conversations from '../conversations/actions.ts'
import { findConversation, updateConversation } from '../conversations/store.ts'
import { flush, together, type Write } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { planPromise } from '../promises/actions.ts'
import { matterOf } from './actions.ts'
import * as store from './store-recovery.ts'

type CaseId = recovery.RecoveryCase['id']

/**
 * Begins to put something right for a person, with what is known of both sides (S1-15, S3-11). Says the same twice with the same id.
 * @throws Refused `not_found` for nobody, and for a conversation that may not be read or is another's.
 */
export async function openCase(
  asked: Asked,
  input: {
    id?: CaseId | undefined
    personId: PersonId
    conversationId?: ConversationId | undefined
    theirs?: string | undefined
    known?: string | undefined
  },
): Promise<CaseId> {
  const known = input.id && (await asked.db.read(asked.workspaceId, (db) => store.findCase(db, input.id!)))
  if (known && known.openedBy !== asked.member.id) throw new Refused(refuse('changed_meanwhile'))
  if (known) return known.id
  const matter = await matterOf(asked, input.personId, input.conversationId)
  const id = input.id ?? asked.newId<'recovery'>()
  const opened = recovery.openCase(
    {
      ...{ id, personId: matter.personIds[0], conversationId: matter.conversationId },
      ...{ siteId: matter.siteId, openedBy: asked.member.id },
    },
    asked.now,
  )
  const words = recovery.SIDES.flatMap((side) => {
    const text = input[side]
    return text ? [store.insertWords(asked.workspaceId, wordsOf(asked, id, side, text))] : []
  })
  await flush(asked, {
    writes: [store.insertCase(asked.workspaceId, opened), ...words],
    events: [{ kind: 'recovery.opened', subjects: about(opened), data: { recovery: id } }],
  })
  return id
}

/** Says that a step was taken, or was not after all. @throws Refused `case_closed`, `changed_meanwhile`, `not_found`. */
export async function takeStep(
  asked: Asked,
  id: CaseId,
  input: { step: recovery.Step; taken: boolean; version: number },
): Promise<void> {
  const one = await load(asked, id, input.version)
  const next = accept(recovery.takeStep(one, input.step, input.taken ? asked.member.id : null, asked.now))
  await save(asked, one, next)
}

/** Writes down what they say of it, or what we know, after what stood there. @throws Refused `case_closed`, `changed_meanwhile`, `not_found`. */
export async function sayWords(
  asked: Asked,
  id: CaseId,
  input: { side: recovery.Side; text: string; version: number },
): Promise<void> {
  const one = await load(asked, id, input.version)
  if (one.closedAt !== null) throw new Refused(refuse('case_closed'))
  await save(asked, one, one, [
    store.insertWords(asked.workspaceId, wordsOf(asked, id, input.side, input.text)),
  ])
}

/** Promises when we look after them again. @throws Refused `due_in_past`, `case_closed`, `changed_meanwhile`, `not_found`. */
export async function promiseCheckBack(
  asked: Asked,
  id: CaseId,
  input: {
    id?: PromiseId | undefined
    text: string
    due: Instant
    saidAs?: string | null | undefined
    version: number
  },
): Promise<void> {
  const one = await load(asked, id, input.version)
  const me = asked.member.id
  const talk = one.conversationId
    ? await asked.db.read(asked.workspaceId, (db) => findConversation(db, one.conversationId!))
    : null
  const to = { personId: one.personId, conversationId: talk?.id ?? null }
  const { promise, change } = await planPromise(asked, me, me, to, {
    ...{ id: input.id, text: input.text, due: input.due, saidAs: input.saidAs },
  })
  const next = accept(recovery.setCheckBack(one, promise.id))
  await flush(
    asked,
    together(change, {
      writes: [store.updateCase(next, one.version), ...(talk ? [updateConversation(talk)] : [])],
      events: [{ kind: 'recovery.changed', subjects: about(next), data: { recovery: id } }],
    }),
  )
}

/** Closes it. @throws Refused `check_back_missing`, `case_closed`, `changed_meanwhile`, `not_found`. */
export async function closeCase(asked: Asked, id: CaseId, version: number): Promise<void> {
  const one = await load(asked, id, version)
  const next = accept(recovery.closeCase(one, asked.now))
  await flush(asked, {
    writes: [store.updateCase(next, one.version)],
    events: [{ kind: 'recovery.closed', subjects: about(next), data: { recovery: id } }],
  })
}

/** Takes a close back. @throws Refused `changed_meanwhile`, `not_found`. */
export async function reopenCase(asked: Asked, id: CaseId, version: number): Promise<void> {
  const one = await load(asked, id, version)
  await save(asked, one, accept(recovery.reopenCase(one)))
}

/** Takes a beginning back. @throws Refused `not_allowed` who did not begin it, `changed_meanwhile` once something was done, `not_found`. */
export async function withdrawCase(asked: Asked, id: CaseId, version: number): Promise<void> {
  const one = await load(asked, id, version)
  const hasWords = await asked.db.read(asked.workspaceId, (db) => store.hasWords(db, id))
  const next = accept(recovery.withdrawCase(one, { by: asked.member.id, hasWords }, asked.now))
  await flush(asked, {
    writes: [store.updateCase(next, one.version)],
    events: [{ kind: 'recovery.withdrawn', subjects: about(next), data: { recovery: id } }],
  })
}

async function save(
  asked: Asked,
  one: store.StoredCase,
  next: recovery.RecoveryCase,
  more: readonly Write[] = [],
): Promise<void> {
  await flush(asked, {
    writes: [store.updateCase(next, one.version), ...more],
    events: [{ kind: 'recovery.changed', subjects: about(next), data: { recovery: one.id } }],
  })
}

async function load(asked: Asked, id: CaseId, version: number): Promise<store.StoredCase> {
  const one = await asked.db.read(asked.workspaceId, (db) => store.findCase(db, id))
  if (!one) throw new Refused(refuse('not_found'))
  if (one.conversationId) await conversations.load(asked, one.conversationId)
  if (one.version !== version) throw new Refused(refuse('changed_meanwhile'))
  return one
}

function wordsOf(asked: Asked, caseId: CaseId, side: recovery.Side, text: string): recovery.SideWords {
  return { id: asked.newId<'recovery_words'>(), caseId, side, text, saidBy: asked.member.id, at: asked.now }
}

function about(one: recovery.RecoveryCase) {
  return {
    personId: one.personId,
    ...(one.conversationId ? { conversationId: one.conversationId } : {}),
  }
}
