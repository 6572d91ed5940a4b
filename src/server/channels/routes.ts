import * as contract from '../../contract/channels.ts'
import { releaseHeld as releaseHeldContract } from '../../contract/conversations.ts'
import * as counterContract from '../../contract/counter.ts'
import * as formsContract from '../../contract/forms.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import * as accounts from '../accounts/store.ts'
import { about, load } from '../conversations/actions.ts'
import * as messages from '../conversations/store-messages.ts'
import { showConversation, showMessages } from '../conversations/views.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { callerOf } from '../http/guard.ts'
import { recently } from '../http/recently.ts'
import { type Asked, publicRoute, type Route, route } from '../http/route.ts'
import { actIn } from '../http/who.ts'
import { retryMail } from '../jobs/outbox.ts'
import { realNow } from '../jobs/real-time.ts'
import type { Services } from '../services.ts'
import * as calls from './actions-calls.ts'
import * as counter from './actions-counter.ts'
import * as forms from './actions-forms.ts'
import * as replies from './actions-replies.ts'
import { undoSend } from './actions-undo-send.ts'
import * as store from './store.ts'
import { showArrivals, showExpected } from './views.ts'

const entries = recently(10 * 60_000)

export const channelRoutes: Route[] = [
  route(contract.sendReply, async (a, { params, body }) => {
    const id = await replies.sendReply(a, params.conversationId, body)
    return {
      message: await shownMessage(a, id),
      conversation: await showConversation(a, params.conversationId),
    }
  }),
  route(contract.undoSend, async (a, { params }) => {
    const { conversationId, opened } = await undoSend(a, params.messageId)
    return { ...(await showConversation(a, conversationId)), opened: [...opened] }
  }),
  route(contract.retrySend, async (a, { params }) => {
    const [message] = await a.db.read(a.workspaceId, (db) => messages.findMessages(db, [params.messageId]))
    if (!message) throw new Refused(refuse('not_found'))
    const { conversation } = await load(a, message.conversationId)
    await flush(a, {
      writes: [retryMail(params.messageId, realNow(a.services))],
      events: [
        {
          kind: 'conversation.changed',
          subjects: { ...about(conversation), messageId: params.messageId },
          data: { retry: true },
        },
      ],
    })
    return await shownMessage(a, params.messageId)
  }),
  route(contract.startConversation, async (a, { body }) => {
    const { id, ...rest } = body
    return await showConversation(a, await replies.startConversation(a, { ...rest, conversationId: id }))
  }),
  route(releaseHeldContract, async (a, { params }) => {
    await forms.releaseHeld(a, params.conversationId)
    return await showConversation(a, params.conversationId)
  }),

  route(counterContract.readCounter, async (a) => {
    return await a.db.read(a.workspaceId, async (db) => {
      const site = await accounts.findSite(db, a.member.siteId)
      const atCounter = await store.listAtCounter(db, a.member.siteId)
      const here = new Set(atCounter.map((c) => c.personId))
      return {
        arrivals: await showArrivals(db, atCounter, a.now),
        expected: await showExpected(db, site?.timeZone ?? 'UTC', a.member, a.now, here),
      }
    })
  }),
  route(counterContract.someoneIsHere, async (a, { body }) =>
    shownArrival(a, await counter.someoneIsHere(a, body)),
  ),
  route(counterContract.greetArrival, (a, { params: { conversationId: id }, body }) =>
    then(a, id, counter.greetArrival(a, id, body?.serve ?? false)),
  ),
  route(counterContract.serveArrival, (a, { params: { conversationId: id } }) =>
    then(a, id, counter.serveArrival(a, id)),
  ),
  route(counterContract.undoArrivalAct, (a, { params: { conversationId: id }, body }) =>
    then(a, id, counter.undoArrivalAct(a, id, body.act)),
  ),
  route(counterContract.declineHelp, (a, { params: { conversationId: id } }) =>
    then(a, id, counter.declineHelp(a, id)),
  ),
  route(counterContract.askForHelp, (a, { params: { conversationId: id } }) =>
    then(a, id, counter.askForHelp(a, id)),
  ),
  route(counterContract.nameArrival, (a, { params: { conversationId: id }, body }) =>
    then(a, id, counter.nameArrival(a, id, body)),
  ),
  route(counterContract.arrivalLeft, (a, { params }) => counter.arrivalLeft(a, params.conversationId)),
  route(contract.logCall, async (a, { body }) => showConversation(a, await calls.logCall(a, body))),

  route(formsContract.listForms, async (a) => ({
    items: (await a.db.read(a.workspaceId, store.listForms)).map((f) => shownForm(a, f)),
  })),
  route(formsContract.addForm, async (a, { body }) => readForm(a, await forms.addForm(a, body))),
  route(formsContract.changeForm, async (a, { params, body }) => {
    await forms.changeForm(a, params.formId, body)
    return await readForm(a, params.formId)
  }),
  publicRoute(formsContract.readPublicForm, async ({ services }, { params }) => {
    const { form, workspaceName, site } = await openForm(services, params.formKey)
    const { name, intro, thanks } = form
    return {
      workspaceName,
      name,
      intro,
      thanks,
      telephone: site?.telephone ?? null,
      opened: forms.openedStamp(services.secret, services.clock()),
    }
  }),
  publicRoute(formsContract.submitPublicForm, async ({ services, c }, { params, body }) => {
    const { act, form } = await openForm(services, params.formKey)
    const seen = {
      nowMs: services.clock(),
      recentFromThere: entries.count(`${form.id} ${callerOf(c, services)}`, services.clock()),
    }
    return { thanks: form.thanks, ...(await forms.submitForm(act, services.secret, form, body, seen)) }
  }),
]

async function shownMessage(a: Asked, id: messages.StoredMessage['id']) {
  return await a.db.read(
    a.workspaceId,
    async (db) =>
      (await showMessages(db, await messages.findMessages(db, [id]), a.now, a.language.words, a.member))[0]!,
  )
}

async function then(a: Asked, id: ConversationId, done: Promise<unknown>) {
  await done
  return await shownArrival(a, id)
}

async function shownArrival(a: Asked, id: ConversationId) {
  const { conversation } = await load(a, id)
  return (await a.db.read(a.workspaceId, (db) => showArrivals(db, [conversation], a.now)))[0]!
}

async function readForm(a: Asked, id: string) {
  const form = await a.db.read(a.workspaceId, (db) => store.findForm(db, id))
  if (!form) throw new Refused(refuse('not_found'))
  return shownForm(a, form)
}

function shownForm(a: Asked, f: store.StoredForm) {
  const url = `${a.services.publicUrl()}/form/${forms.formKey(a.workspaceId, f.id)}`
  const embed = `<iframe src="${url}" title="${f.name.replaceAll('"', '&quot;')}" style="width:100%;height:640px;border:0"></iframe>`
  return { ...f, id: f.id as never, url, embed, archived: f.archivedAt !== null }
}

async function openForm(services: Services, key: string) {
  const { workspaceId, formId } = forms.readFormKey(key)
  const act = await actIn(services, workspaceId, { kind: 'system', id: null })
  return await services.db.read(workspaceId, async (db) => {
    const form = await store.findForm(db, formId)
    if (!form || form.archivedAt) throw new Refused(refuse('not_found'))
    const workspace = await accounts.findWorkspace(db)
    return { act, form, workspaceName: workspace?.name ?? '', site: await accounts.findSite(db, form.siteId) }
  })
}
