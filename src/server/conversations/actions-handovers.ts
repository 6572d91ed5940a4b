import {
  acceptHandover as decideAccept,
  declineHandover as decideDecline,
  offerHandover as decideOffer,
  withdrawHandover,
} from '../../domain/conversations/handover.ts'
import { settleNeed } from '../../domain/conversations/needs.ts'
import type { ConversationId, HandoverId, MemberId, NeedId, TeamId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { demandServing } from '../accounts/actions.ts'
import * as accounts from '../accounts/store.ts'
import { type Change, flush } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { about, load } from './actions.ts'
import * as store from './store.ts'

type Offer = {
  toMemberId?: MemberId | null | undefined
  toTeamId?: TeamId | null | undefined
  told: string
  needId?: NeedId | undefined
}

/** Offers a warm hand-over; the conversation stays with the one who offers until somebody accepts (S4-15). */
export async function offerHandover(asked: Asked, id: ConversationId, input: Offer): Promise<HandoverId> {
  await demandServing(asked, [input.toMemberId ?? undefined])
  const { handoverId, change } = await planOffer(asked, id, input)
  await flush(asked, change)
  return handoverId
}

/** Plans the offer of one conversation. @throws Refused `conversation_closed`, `handover_waiting`, `invalid_input`. */
export async function planOffer(
  asked: Asked,
  id: ConversationId,
  input: Offer,
): Promise<{ handoverId: HandoverId; change: Change }> {
  const { conversation, handovers, needs } = await load(asked, id)
  const offer = {
    id: asked.newId<'handover'>(),
    fromMemberId: asked.member.id,
    toMemberId: input.toMemberId ?? null,
    toTeamId: input.toTeamId ?? null,
    told: input.told,
  }
  const next = accept(decideOffer(conversation, offer, handovers, asked.now))
  const need = needs.find((n) => n.id === input.needId)
  const rests = need
    ? [
        store.updateNeed(
          accept(settleNeed(need, { as: 'handed_over', handoverId: offer.id }, asked.now)),
          need.version,
        ),
      ]
    : []
  return {
    handoverId: offer.id,
    change: {
      writes: [
        store.insertHandover(asked.workspaceId, next.handover, need?.originConversationId ?? null),
        store.updateConversation({ ...conversation, ...next.conversation }),
        ...rests,
      ],
      events: [
        { kind: 'handover.offered', subjects: { ...about(conversation), handoverId: offer.id }, data: {} },
      ],
    },
  }
}

/**
 * Plans taking back what one offered, while nobody answered; the conversation is nobody's again where it became one's by the offer.
 * @throws Refused `handover_answered`, `not_found`.
 */
export async function planWithdrawal(asked: Asked, id: HandoverId, wasNobodys: boolean): Promise<Change> {
  const { handover, conversation } = await loadHandover(asked, id)
  const next = accept(withdrawHandover(handover, asked.member.id, asked.now))
  const back = wasNobodys && conversation.assigneeId === asked.member.id ? { assigneeId: null } : {}
  return {
    writes: [
      store.updateHandover(next, handover.version),
      store.updateConversation({ ...conversation, ...back }),
    ],
    events: [
      {
        kind: 'handover.declined',
        subjects: { ...about(conversation), handoverId: id },
        data: { as: 'withdrawn' },
      },
    ],
  }
}

/** Takes over what was offered to the one who asks or to a team of theirs. @throws Refused `handover_answered`, `not_found`. */
export async function acceptHandover(asked: Asked, id: HandoverId): Promise<ConversationId> {
  const { handover, conversation } = await loadHandover(asked, id)
  const next = accept(decideAccept(handover, conversation, await meAsColleague(asked), asked.now))
  await flush(asked, {
    writes: [
      store.updateHandover(next.handover, handover.version),
      store.updateConversation({ ...conversation, ...next.conversation }),
    ],
    events: [{ kind: 'handover.accepted', subjects: { ...about(conversation), handoverId: id }, data: {} }],
  })
  return conversation.id
}

/** Says no to a hand-over, and why; it stays with who offered it. @throws Refused `handover_answered`, `not_found`. */
export async function declineHandover(asked: Asked, id: HandoverId, why: string): Promise<ConversationId> {
  const { handover, conversation } = await loadHandover(asked, id)
  const next = accept(decideDecline(handover, await meAsColleague(asked), why, asked.now))
  await flush(asked, {
    writes: [store.updateHandover(next, handover.version), store.updateConversation(conversation)],
    events: [{ kind: 'handover.declined', subjects: { ...about(conversation), handoverId: id }, data: {} }],
  })
  return conversation.id
}

async function loadHandover(asked: Asked, id: HandoverId) {
  const handover = await asked.db.read(asked.workspaceId, (db) => store.findHandover(db, id))
  if (!handover) throw new Refused(refuse('not_found'))
  return { handover, conversation: (await load(asked, handover.conversationId)).conversation }
}

async function meAsColleague(asked: Asked) {
  const teams = await asked.db.read(asked.workspaceId, accounts.listTeams)
  return {
    ...asked.member,
    teamIds: teams.filter((t) => t.memberIds.includes(asked.member.id)).map((t) => t.id),
  }
}
