import type { Member } from '../../domain/accounts/membership.ts'
import { updateWords } from '../../domain/promises/update-words.ts'
import type { ConversationId, MessageId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import * as accounts from '../accounts/store.ts'
import { findConversation } from '../conversations/store.ts'
import type { LoggedEvent } from '../events/log.ts'
import type { Reaction } from '../events/reactions.ts'
import type { Asked } from '../http/route.ts'
import { actIn } from '../http/who.ts'
import { findPromise, findUpdate } from '../promises/store.ts'
import type { Services } from '../services.ts'
import { sendReply, startConversation } from './actions-replies.ts'

/** A word on the way that was to be told by mail leaves as a mail of the conversation; it has the update's id, so it is said once. */
export const tellByMail: Reaction = {
  name: 'tell updates by mail',
  kinds: ['promise.updated', 'promise.made'],
  react: async (services, event) => {
    const { update: updateId, toldBy } = event.data as { update?: string; toldBy?: string }
    if (!updateId || toldBy !== 'email' || !event.promiseId) return
    const told = await readTold(services, event, updateId)
    if (!told) return
    const { asked, promise, update, by } = told
    const text = updateWords({ ...update, promise: promise.text, by, from: asked.member.name })
    if (promise.conversationId)
      await sendReply(asked, promise.conversationId, {
        id: update.id as string as MessageId,
        text,
        keepDraft: true,
      })
    else if (promise.toPersonId)
      await startConversation(asked, {
        conversationId: update.id as string as ConversationId,
        personId: promise.toPersonId,
        subject: promise.text,
        text,
      })
  },
}

async function readTold(services: Services, event: LoggedEvent, updateId: string) {
  const act = await actIn(services, event.workspaceId, { kind: 'system', id: null })
  return await services.db.read(event.workspaceId, async (db) => {
    const [promise, update] = [await findPromise(db, event.promiseId!), await findUpdate(db, updateId)]
    const member = (await accounts.listMembers(db)).find((m) => m.id === update?.saidBy)
    if (!promise || !update || !member) return null
    const conversation = promise.conversationId ? await findConversation(db, promise.conversationId) : null
    const sites = await accounts.listSites(db)
    const site = sites.find((s) => s.id === conversation?.siteId) ?? sites[0]!
    const asked: Asked = {
      ...act,
      services,
      now: event.at,
      actor: { kind: 'member', id: member.id },
      member: member as Member,
    }
    return {
      asked,
      promise,
      update,
      by: update.nextUpdateDue ? sayMoment(update.nextUpdateDue, site.timeZone) : null,
    }
  })
}

/** A moment as a letter says it, in the place's own time: "Friday, 27 November, 10:30". */
function sayMoment(at: Instant, timeZone: string): string {
  const parts = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  } as const
  return new Intl.DateTimeFormat('en-GB', { timeZone, ...parts }).format(new Date(at)).replace(' at ', ', ')
}
