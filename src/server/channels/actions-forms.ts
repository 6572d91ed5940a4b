import { holdBack } from '../../domain/channels/form-entry.ts'
import { notJunk } from '../../domain/conversations/junk.ts'
import { normaliseHandle } from '../../domain/people/handles.ts'
import type { ConversationId, SiteId, WorkspaceId } from '../../domain/shared/ids.ts'
import { isRefusal, refuse } from '../../domain/shared/refusal.ts'
import { fromEpochMs } from '../../domain/shared/time.ts'
import * as conversations from '../conversations/actions.ts'
import * as messages from '../conversations/store-messages.ts'
import { type Act, flush, together } from '../db/flush.ts'
import { readIds, writeIds } from '../db/ids.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { countryOf, type HandleInput, planSender } from '../people/actions.ts'
import { isSigned, type Secret, sign } from '../secret.ts'
import * as store from './store.ts'

/** The public name of a form: its workspace and its id, in one. */
export function formKey(workspaceId: WorkspaceId, formId: string): string {
  return writeIds(workspaceId, formId)
}

/** Reads a public name back. @throws Refused `not_found`. */
export function readFormKey(key: string): { workspaceId: WorkspaceId; formId: string } {
  const [workspaceId, formId, ...more] = readIds(key)
  if (!workspaceId || !formId || more.length > 0) throw new Refused(refuse('not_found'))
  return { workspaceId: workspaceId as WorkspaceId, formId }
}

/** Says when a form was opened, so that its entry can prove it. */
export function openedStamp(secret: Secret, nowMs: number): string {
  return `${nowMs}.${sign(secret, 'form opened', String(nowMs))}`
}

function readStamp(secret: Secret, stamp: string, nowMs: number) {
  const [ms = '', signature = ''] = stamp.split('.')
  // A form may stay open over a night, not for a week.
  const old = nowMs - Number(ms) > 7 * 24 * 3_600_000
  return isSigned(signature, secret, 'form opened', ms) && !old ? fromEpochMs(Number(ms)) : null
}

export type FormInput = { siteId: SiteId; name: string; intro: string; thanks: string }

/** Adds a web form. Says the same twice with the same id. */
export async function addForm(
  asked: Asked,
  { id: given, ...input }: FormInput & { id?: string | undefined },
) {
  if (given && (await asked.db.read(asked.workspaceId, (db) => store.findForm(db, given)))) return given
  const id = given ?? asked.newId<'form'>()
  await flush(asked, {
    writes: [store.insertForm(asked.workspaceId, { ...input, id }, asked.now)],
    events: [{ kind: 'form.created', subjects: { formId: id }, data: {} }],
  })
  return id
}

/** Changes a form, or takes it off the web and back (`archived`). @throws Refused `changed_meanwhile`. */
export async function changeForm(
  asked: Asked,
  id: string,
  input: FormInput & { archived?: boolean | undefined; version: number },
): Promise<void> {
  const { version, archived, ...fields } = input
  await flush(asked, {
    writes: [store.updateForm({ ...fields, id }, archived ? asked.now : null, version)],
    events: [{ kind: 'form.changed', subjects: { formId: id }, data: {} }],
  })
}

export type Entry = {
  name: string
  email: string
  telephone: string
  message: string
  website: string
  opened: string
}

/**
 * Takes in what somebody wrote through a form, and gives back its reference. What looks like a machine's is held back, never refused,
 * and whoever wrote it is told that somebody looks at it first.
 * Anybody can type another's address: nothing is told or given that would not be told to a stranger.
 */
export async function submitForm(
  act: Act,
  secret: Secret,
  form: store.StoredForm,
  entry: Entry,
  seen: { nowMs: number; recentFromThere: number },
): Promise<{ reference: string; held: boolean }> {
  const handles = readHandles(entry, await countryOf(act))
  if (handles.length === 0) throw new Refused(refuse('invalid_input', { field: 'email' }))
  const signs = {
    trap: entry.website,
    openedAt: readStamp(secret, entry.opened, seen.nowMs),
    text: entry.message,
    recentFromThere: seen.recentFromThere,
  }
  const held = holdBack(signs, fromEpochMs(seen.nowMs))
  const sender = held ? null : await planSender(act, { name: entry.name, handles }, 'typed')
  const personId = sender?.personId ?? null
  const frame: Act = personId ? { ...act, actor: { kind: 'person', id: personId } } : act
  const begun = conversations.begin(frame, {
    siteId: form.siteId,
    channel: 'form',
    personId,
    subject: conversations.subjectOf(entry.message),
    heldBecause: held,
  })
  const unread = entry.telephone && !handles.some((h) => h.kind === 'phone') ? `\n\n${entry.telephone}` : ''
  const m = {
    ...conversations.plainMessage(frame, {
      direction: 'in',
      channel: 'form',
      text: `${entry.message}${unread}`,
      personId,
    }),
    recipients: { from: [{ name: entry.name, address: handles[0]!.value }], to: [], cc: [] },
  }
  const said = conversations.planMessage(frame, begun, m)
  await flush(
    frame,
    together(
      sender?.change ?? { writes: [], events: [] },
      conversations.saveConversation(frame, conversations.withMessage(begun, m)),
      said.change,
      {
        writes: [],
        events: held
          ? [
              {
                kind: 'form.held',
                subjects: { conversationId: begun.id, formId: form.id },
                data: { because: held },
              },
            ]
          : [],
      },
    ),
  )
  return { reference: begun.reference, held: held !== null }
}

/** It is a real message: whoever wrote it becomes known, and it goes into the inbox. */
export async function releaseHeld(asked: Asked, id: ConversationId): Promise<void> {
  const { conversation } = await conversations.load(asked, id)
  const [first] = await asked.db.read(asked.workspaceId, (db) => messages.listMessages(db, id, null, 1))
  const from = first?.recipients.from[0]
  const kind = from?.address.includes('@') ? ('email' as const) : ('phone' as const)
  const sender =
    !conversation.personId && from
      ? await planSender(asked, { name: from.name, handles: [{ kind, value: from.address }] })
      : null
  const next = {
    ...notJunk(conversation),
    heldBecause: null,
    personId: conversation.personId ?? sender?.personId ?? null,
  }
  await flush(
    asked,
    together(sender?.change ?? { writes: [], events: [] }, conversations.saveConversation(asked, next), {
      writes: [],
      events: [
        { kind: 'conversation.changed', subjects: conversations.about(next), data: { released: true } },
      ],
    }),
  )
}

function readHandles(entry: Entry, country: string): HandleInput[] {
  const given: HandleInput[] = [
    { kind: 'email', value: entry.email },
    { kind: 'phone', value: entry.telephone },
  ]
  return given.filter((h) => h.value !== '' && !isRefusal(normaliseHandle(h.kind, h.value, country)))
}
