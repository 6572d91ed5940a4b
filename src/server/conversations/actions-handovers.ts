import {
  acceptHandover as decideAccept,
  declineHandover as decideDecline,
  offerHandover as decideOffer,
} from '../../domain/conversations/handover.ts'
import { settleNeed } from '../../domain/conversations/needs.ts'
import type { ConversationId, HandoverId, MemberId, NeedId, TeamId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { demandServing } from '../accounts/actions.ts'
import * as accounts from '../accounts/store.ts'
import { flush } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { about, load } from './actions.ts'
import * as store from './store.ts'

/** Offers a warm hand-over; the conversation stays with the one who offers until somebody accepts (S4-15). */
export async function offerHandover(
  asked: Asked,
  id: ConversationId,
  input: {
    toMemberId?: MemberId | undefined
    toTeamId?: TeamId | undefined
    told: string
    needId?: NeedId | undefined
  },
): Promise<HandoverId> {
  const { conversation, handovers, needs } = await load(asked, id)
  await demandServing(asked, [input.toMemberId])
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
  await flush(asked, {
    writes: [
      store.insertHandover(asked.workspaceId, next.handover, need?.originConversationId ?? null),
      store.updateConversation({ ...conversation, ...next.conversation }),
      ...rests,
    ],
    events: [
      { kind: 'handover.offered', subjects: { ...about(conversation), handoverId: offer.id }, data: {} },
    ],
  })
  return offer.id
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
