import * as asking from '../../domain/promises/asking.ts'
import { saidOf } from '../../domain/promises/said-of.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import type { ConversationId, MemberId, PromiseId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { demandServing } from '../accounts/actions.ts'
import { findWorkspace } from '../accounts/store.ts'
import * as conversations from '../conversations/actions.ts'
import { findConversation, updateConversation } from '../conversations/store.ts'
import { flush, together } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { planPromise } from './actions.ts'
import * as store from './store-asks.ts'

type AskId = asking.Ask['id']

/**
 * Asks a colleague for something. Says the same twice with the same id.
 * @throws Refused `access_ended` for who does not serve; `not_found` for a conversation that may not be read.
 */
export async function makeAsk(
  asked: Asked,
  input: {
    id?: AskId | undefined
    askedOf: MemberId
    text: string
    wishedAs?: string | null | undefined
    wishedBy?: Instant | null | undefined
    conversationId?: ConversationId | undefined
  },
): Promise<AskId> {
  const known = input.id && (await asked.db.read(asked.workspaceId, (db) => store.findAsk(db, input.id!)))
  if (known && known.askedBy !== asked.member.id) throw new Refused(refuse('changed_meanwhile'))
  if (known) return known.id
  if (input.conversationId) await conversations.load(asked, input.conversationId)
  await demandServing(asked, [input.askedOf])
  const making = {
    ...{ id: input.id ?? asked.newId<'ask'>(), askedBy: asked.member.id, askedOf: input.askedOf },
    ...{ text: input.text, wishedAs: input.wishedAs ?? null, wishedBy: input.wishedBy ?? null },
    conversationId: input.conversationId ?? null,
  }
  const made = accept(asking.makeAsk(making, asked.now))
  await flush(asked, {
    writes: [store.insertAsk(asked.workspaceId, made)],
    events: [{ kind: 'ask.made', subjects: { memberId: made.askedOf }, data: { ask: made.id } }],
  })
  return made.id
}

/**
 * Promises what was asked, by a day; the promise and the answer are one act. @throws Refused `ask_settled`, `due_in_past`; `access_ended`
 * once who asked has left.
 */
export async function acceptAsk(
  asked: Asked,
  id: AskId,
  input: {
    promiseId?: PromiseId | undefined
    due: Instant
    saidAs?: string | null | undefined
    version: number
  },
): Promise<PromiseId> {
  const ask = await load(asked, id)
  // The same press again, after a reply was lost.
  if (input.promiseId && ask.promiseId === input.promiseId) return ask.promiseId
  if (ask.version !== input.version) throw new Refused(refuse('changed_meanwhile'))
  const me = asked.member
  const promiseId = input.promiseId ?? asked.newId<'promise'>()
  const next = accept(asking.acceptAsk(ask, me.id, promiseId, asked.now))
  await demandServing(asked, [ask.askedBy])
  const { workspace, talk } = await asked.db.read(asked.workspaceId, async (db) => ({
    workspace: await findWorkspace(db),
    talk: ask.conversationId ? await findConversation(db, ask.conversationId) : null,
  }))
  // Asked in one that was merged since: the promise stands where that stands, and belongs to it.
  const originId = talk && talk.id !== ask.conversationId ? ask.conversationId : null
  const { change } = await planPromise(
    asked,
    me.id,
    me.id,
    { personId: null, memberId: ask.askedBy, conversationId: talk?.id ?? null, originId },
    {
      ...{ id: promiseId, due: input.due, saidAs: input.saidAs },
      text: saidOf(ask.text, firstName(me.name), workspace ? [workspace.language] : []),
    },
  )
  const subjects = { memberId: ask.askedBy }
  await flush(
    asked,
    together(change, {
      // If the conversation is merged in this moment, the promise must go along: one of the two looks again.
      writes: [store.updateAsk(next, ask.version), ...(talk ? [updateConversation(talk)] : [])],
      events: [{ kind: 'ask.accepted', subjects, data: { ask: id } }],
    }),
  )
  return promiseId
}

/** Says why it cannot be done. @throws Refused `ask_settled`, `reason_missing`, `changed_meanwhile`. */
export async function declineAsk(
  asked: Asked,
  id: AskId,
  input: { why: string; version: number },
): Promise<void> {
  const ask = await load(asked, id, input.version)
  const next = accept(asking.declineAsk(ask, asked.member.id, input.why, asked.now))
  await settle(asked, next, ask.version, 'ask.declined', ask.askedBy)
}

/** Takes back what was asked. @throws Refused `ask_settled`, `changed_meanwhile`. */
export async function withdrawAsk(asked: Asked, id: AskId, version: number): Promise<void> {
  const ask = await load(asked, id, version)
  const next = accept(asking.withdrawAsk(ask, asked.member.id, asked.now))
  await settle(asked, next, ask.version, 'ask.withdrawn', ask.askedOf)
}

/**
 * Asks somebody else for what came back because who was asked has left.
 * @throws Refused `ask_settled` for what is with somebody or settled, `access_ended`, `changed_meanwhile`.
 */
export async function passAsk(
  asked: Asked,
  id: AskId,
  input: { askedOf: MemberId; version: number },
): Promise<void> {
  const ask = await load(asked, id, input.version)
  await demandServing(asked, [input.askedOf])
  const next = accept(asking.passAsk(ask, asked.member.id, input.askedOf))
  await flush(asked, {
    writes: [store.updateAsk(next, ask.version)],
    events: [{ kind: 'ask.made', subjects: { memberId: next.askedOf }, data: { ask: next.id } }],
  })
}

async function settle(
  asked: Asked,
  next: asking.Ask,
  version: number,
  kind: 'ask.declined' | 'ask.withdrawn',
  memberId: MemberId,
): Promise<void> {
  await flush(asked, {
    writes: [store.updateAsk(next, version)],
    events: [{ kind, subjects: { memberId }, data: { ask: next.id } }],
  })
}

// An ask is between the two of them.
async function load(asked: Asked, id: AskId, version?: number): Promise<store.StoredAsk> {
  const ask = await asked.db.read(asked.workspaceId, (db) => store.findAsk(db, id))
  if (!ask || ![ask.askedBy, ask.askedOf].includes(asked.member.id)) throw new Refused(refuse('not_found'))
  if (version !== undefined && ask.version !== version) throw new Refused(refuse('changed_meanwhile'))
  return ask
}
