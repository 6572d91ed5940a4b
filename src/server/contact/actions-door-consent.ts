import { type ContactChannel, consentFor, MARKETING, type Purpose } from '../../domain/contact/consent.ts'
import { saysStop } from '../../domain/contact/stop-words.ts'
import { type SwitchChannel, type SwitchName, switchOf, turn } from '../../domain/contact/switches.ts'
import type { DomainEvent } from '../../domain/shared/events.ts'
import type { ConversationId, MessageId, PersonId, SiteId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Words } from '../../words/words.ts'
import * as talk from '../conversations/store.ts'
import * as messages from '../conversations/store-messages.ts'
import { type Act, type Change, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { meant } from '../people/actions.ts'
import * as store from './store-door.ts'

type Turned = { readonly name: SwitchName; readonly channel: SwitchChannel; readonly on: boolean }

/** Writes down what somebody agreed to or wants no more, as they said it or signed it. */
export async function recordConsent(
  act: Act,
  personId: PersonId,
  said: Turned & { readonly wording: string; readonly how: 'spoken' | 'paper' | 'form' },
): Promise<void> {
  await flush(act, planTurn(act, await meant(act, personId), said))
}

/**
 * The customer turns a switch, on their own page or by the link in a mail; the words that stood at it are kept with it. Turned as it
 * stands, nothing happens.
 */
export async function turnSwitch(
  act: Act,
  personId: PersonId,
  turned: Turned,
  words: Words,
  how: 'page' | 'unsubscribe' = 'page',
): Promise<void> {
  const steps = await act.db.read(act.workspaceId, (db) => store.consentsOf(db, personId))
  const wanted = turned.on ? 'express' : 'withdrawn'
  const stands = turn(turned.name, turned.channel, turned.on, act.now).every(
    (s) => consentFor(steps, s.purpose as Purpose, turned.channel, act.now) === wanted,
  )
  if (stands) return
  await flush(act, planTurn(act, personId, { ...turned, wording: wordingOf(words, turned), how }))
}

function planTurn(
  act: Act,
  personId: PersonId,
  { name, channel, on, wording, how }: Turned & { wording: string; how: store.ConsentHow },
): Change {
  const steps = turn(name, channel, on, act.now).map((s) => signed(act, s, wording, how))
  return {
    writes: [store.insertConsents(act.workspaceId, personId, steps)],
    events: [
      {
        kind: on ? 'consent.given' : 'consent.withdrawn',
        subjects: { personId },
        data: { as: name, channel, how },
      },
    ],
  }
}

function signed(
  act: Act,
  step: ReturnType<typeof turn>[number],
  wording: string,
  how: store.ConsentHow,
): store.StoredConsent {
  const { kind: actorKind, id: actorId } = act.actor
  return { ...step, id: act.newId<'consent'>(), wording, how, actorKind, actorId }
}

// What stood on the page beside the switch.
function wordingOf(words: Words, { name, channel, on }: Turned): string {
  const { items, channels, states } = words.customer.switches
  return `${items[name].title}. ${items[name].why} ${channels[channel]}: ${on ? states.on : states.off}.`
}

/** Changes whether we may write to somebody at all, where they live, and whether words they wait for may come at any hour. */
export async function changeContact(
  act: Act,
  given: PersonId,
  change: {
    never?: store.Never | null | undefined
    timeZone?: store.ContactSide['timeZone'] | undefined
    anyHour?: boolean | undefined
  },
): Promise<void> {
  // What they say on their own page stands with the record their link is of.
  const personId = act.actor.kind === 'person' ? given : await meant(act, given)
  const side = await act.db.read(act.workspaceId, (db) => store.findContactSide(db, personId))
  if (!side) throw new Refused(refuse('not_found'))
  const { never = side.neverContact, timeZone = side.timeZone } = change
  const anyHour = change.anyHour ?? side.anyHourSince !== null
  const events: DomainEvent[] = []
  const tell = (as: string, to: string) =>
    events.push({ kind: 'contact.changed', subjects: { personId }, data: { as, now: to } })
  if (never !== side.neverContact) tell('never', never ?? 'none')
  if (timeZone !== side.timeZone) tell('zone', timeZone ?? 'none')
  if (anyHour !== (side.anyHourSince !== null)) tell('any_hour', anyHour ? 'yes' : 'no')
  if (events.length === 0) return
  // Only what was changed: of several records of theirs each keeps what nobody touched.
  const next = {
    ...(never !== side.neverContact ? { neverContact: never } : {}),
    ...(timeZone !== side.timeZone ? { timeZone } : {}),
    ...(anyHour !== (side.anyHourSince !== null) ? { anyHourSince: anyHour ? act.now : null } : {}),
  }
  await flush(act, {
    writes: [store.updateContactSide(personId, next)],
    events,
  })
}

/** Changes when a site writes to people by itself. @throws Refused `not_found`, `changed_meanwhile`. */
export async function changeWritingHours(
  act: Act,
  siteId: SiteId,
  { version, ...hours }: Pick<store.WritingHoursRow, 'from' | 'to' | 'quietDays' | 'version'>,
): Promise<void> {
  const sites = await act.db.read(act.workspaceId, store.listWritingHours)
  if (!sites.some((s) => s.siteId === siteId)) throw new Refused(refuse('not_found'))
  await flush(act, {
    writes: [store.updateWritingHours(siteId, hours, version)],
    events: [{ kind: 'site.changed', subjects: { siteId }, data: { as: 'writing_hours' } }],
  })
}

/** The channels on which a "stop" comes in, and on which of ours it ends what nobody waits for. */
const STOPS: Readonly<Record<string, ContactChannel>> = { email: 'email', page: 'email', form: 'email' }

/**
 * Hears a message that is nothing but "stop" (DOMAIN 6.3, rule 2): from that moment nothing that nobody waits for goes out on that
 * channel, nor more of the kind of word it answered. Heard twice, it is written down once. The message stays where it is. It holds for
 * whoever said it, which in a conversation of several need not be the one it is about.
 */
export async function hearStop(
  act: Act,
  said: { messageId: MessageId; conversationId: ConversationId },
): Promise<void> {
  const { conversationId } = said
  const found = await act.db.read(act.workspaceId, async (db) => {
    const [message] = await messages.findMessages(db, [said.messageId])
    const personId = message?.personId
    if (!personId || message.doubt || !STOPS[message.channel] || !saysStop(visible(message))) return null
    // Perhaps a machine's: nobody has let it in yet.
    if ((await talk.findConversation(db, conversationId))?.heldBecause) return null
    const consents = await store.consentsOf(db, personId)
    const answered = await answeredPurpose(db, conversationId, message.at)
    return { message, personId, consents, answered }
  })
  if (!found) return
  const { message, personId, consents, answered } = found
  const channel = STOPS[message.channel]!
  const at = act.now
  const purposes = [...new Set([...MARKETING, ...(answered ? [answered] : [])])].filter(
    (p) => consentFor(consents, p, channel, at) !== 'withdrawn',
  )
  if (purposes.length === 0) return
  const steps = purposes.map((purpose) => {
    const step = { purpose, channel, at, state: 'withdrawn' as const, expiresAt: null }
    return signed({ ...act, actor: { kind: 'person', id: personId } }, step, visible(message), 'reply')
  })
  const as = (answered && switchOf(answered)) ?? 'all'
  await flush(
    { ...act, actor: { kind: 'person', id: personId } },
    {
      writes: [store.insertConsents(act.workspaceId, personId, steps)],
      events: [
        {
          kind: 'consent.withdrawn',
          subjects: { personId, conversationId, messageId: said.messageId },
          data: { as, channel, how: 'reply' },
        },
      ],
    },
  )
}

function visible(m: messages.MessageRow): string {
  const own = m.segments?.filter((s) => !s.folded).map((s) => s.text)
  return (own?.join('') ?? m.text).trim()
}

// What they answered with it, if that was a word of ours by ourselves.
async function answeredPurpose(
  db: Parameters<typeof store.findDecisionOn>[0],
  conversationId: ConversationId,
  before: Instant,
): Promise<Purpose | null> {
  const thread = await messages.listMessages(db, conversationId, null, 20)
  const last = thread.find((m) => m.direction === 'out' && m.at <= before)
  if (!last) return null
  const decision =
    (await store.findDecisionOn(db, last.id)) ?? (await store.findDecisionOn(db, conversationId))
  return decision?.purpose ?? null
}
