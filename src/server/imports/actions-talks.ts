import { bring } from '../../domain/conversations/brought.ts'
import { homeOf } from '../../domain/conversations/merge.ts'
import { findReference } from '../../domain/conversations/reference.ts'
import type { ConversationId, PersonId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { comparable } from '../channels/mail-in-sender.ts'
import { readToken, type ThreadGround } from '../channels/mail-in-thread.ts'
import * as conversations from '../conversations/actions.ts'
import { insertConversation, type StoredConversation } from '../conversations/store.ts'
import type { Reader } from '../db/database.ts'
import type { Act, Change } from '../db/flush.ts'
import { gather } from '../db/gather.ts'
import type { UnderstoodMail } from '../mail/parse.ts'
import type { Secret } from '../secret.ts'
import type { PersonBook } from './actions-persons.ts'
import type { ImportId } from './store.ts'
import { type Facts, type Made, madeByImports } from './store-made.ts'
import * as store from './store-mails.ts'

type Talk = {
  now: StoredConversation
  /** As it was before; null for one the batch begins. */
  readonly was: StoredConversation | null
  /** Of before: nobody has opened it since. One of today gets its mails of then, and stays as it stands. */
  readonly ofBefore: boolean
  readonly addresses: Set<string>
}

/**
 * The conversations of one batch of mails of before: those they may belong to, and those they begin. Threading looks at it in the
 * place of the database, and sees every one of them as open: what is brought along carries nothing on.
 */
export class TalkBook implements ThreadGround {
  private readonly talks = new Map<ConversationId, Talk>()
  private readonly byMailId = new Map<string, ConversationId[]>()
  private readonly own: Set<string> = new Set()
  private readonly people: PersonBook
  private readonly act: Act
  readonly carriedOn = async (c: StoredConversation) => c

  constructor(act: Act, people: PersonBook) {
    this.act = act
    this.people = people
  }

  /** Looks up every conversation these mails may belong to; gives back whom they are about. */
  async open(
    db: Reader,
    mails: readonly UnderstoodMail[],
    { secret, ours, importId }: { secret: Secret; ours: readonly string[]; importId: ImportId },
  ): Promise<PersonId[]> {
    const refs = new Set(mails.flatMap((m) => [...m.inReplyTo, ...m.references.slice(-100)]))
    const places = await store.placesOf(db, [...refs])
    for (const { mailId, ...placed } of places) this.place(mailId, homeOf(placed))
    const tokens = mails.flatMap((m) => readToken(m, ours, secret) ?? [])
    const references = mails.flatMap((m) => findReference(m.subject) ?? [])
    const found = await store.findTalks(db, [...new Set([...places.map(homeOf), ...tokens])], references)
    const ids = found.map((c) => c.id)
    const addresses = await store.participantsIn(db, ids)
    const brought = await madeByImports(db, 'conversation', ids)
    for (const id of await madeByImports(db, 'conversation', ids, importId)) this.own.add(id)
    for (const c of found) {
      const ofBefore = brought.has(c.id) && c.closedAt !== null
      this.talks.set(c.id, {
        now: c,
        was: c,
        ofBefore,
        addresses: new Set((addresses.get(c.id) ?? []).map(comparable)),
      })
    }
    return found.flatMap((c) => c.personId ?? [])
  }

  async conversation(id: ConversationId): Promise<StoredConversation | null> {
    const own = this.talks.get(id)
    const talk = own?.now.rootId ? this.talks.get(own.now.rootId) : own
    return talk ? { ...talk.now, closedAt: null } : null
  }

  async byReference(reference: string): Promise<StoredConversation | null> {
    const talk = [...this.talks.values()].find((t) => t.now.reference === reference)
    return talk ? { ...talk.now, closedAt: null } : null
  }

  async places(mailIds: readonly string[]) {
    return mailIds.flatMap((mailId) =>
      (this.byMailId.get(mailId) ?? []).map((conversationId) => ({
        mailId,
        conversationId,
        originConversationId: null,
      })),
    )
  }

  /** What is brought along is put in order by what it names alone. */
  async namedBy() {
    return []
  }

  async participants({ id, personId }: StoredConversation): Promise<string[]> {
    const person = personId ? this.people.find(personId) : null
    const own = person?.handles.filter((h) => h.kind === 'email').map((h) => comparable(h.value)) ?? []
    return [...(this.talks.get(id)?.addresses ?? []), ...own]
  }

  /** Begins a conversation of then. */
  begin(input: Parameters<typeof conversations.begin>[1]): ConversationId {
    const now = conversations.begin(this.act, input)
    this.talks.set(now.id, { now, was: null, ofBefore: true, addresses: new Set() })
    return now.id
  }

  /** Adds a mail to a conversation's facts. */
  add(
    id: ConversationId,
    m: {
      mailId: string | null
      direction: 'in' | 'out'
      automatic: boolean
      at: Instant
      line: string
      addresses: readonly string[]
      personId: PersonId | null
    },
  ): StoredConversation {
    const talk = this.talks.get(id)!
    for (const address of m.addresses) talk.addresses.add(comparable(address))
    if (m.mailId) this.place(m.mailId, id)
    if (!talk.ofBefore) return talk.now
    const latest = talk.now.lastLine === '' || m.at >= talk.now.lastActivityAt
    talk.now = {
      ...bring(talk.now, m),
      ...(latest ? { lastLine: m.line } : {}),
      lastActivityAt: latest ? m.at : talk.now.lastActivityAt,
      personId: talk.now.personId ?? m.personId,
    }
    return talk.now
  }

  /** All of it as one change, and what of it is to be taken back if the import is. */
  change(importId: ImportId): { change: Change; made: Made[] } {
    const { act } = this
    const made: Made[] = []
    const writes: Change['writes'][number][] = []
    const events: Change['events'][number][] = []
    for (const { now, was } of this.talks.values()) {
      if (now === was) continue
      if (!was) {
        made.push({ kind: 'conversation', id: now.id, about: null, data: null })
        writes.push(insertConversation(act.workspaceId, now, act.now))
        const data = { channel: now.channel, import: importId }
        events.push({
          kind: 'conversation.brought',
          subjects: conversations.about(now),
          data,
          at: now.arrivedAt,
        })
        continue
      }
      if (!this.own.has(now.id))
        made.push({ kind: 'talk', id: now.id, about: now.id, data: { was: factsOf(was), is: factsOf(now) } })
      writes.push(store.updateBrought(now))
    }
    return { change: { writes: gather(writes), events }, made }
  }

  private place(mailId: string, id: ConversationId): void {
    const known = this.byMailId.get(mailId)
    if (!known) this.byMailId.set(mailId, [id])
    else if (!known.includes(id)) known.push(id)
  }
}

function factsOf({
  arrivedAt,
  lastInAt,
  lastOutAt,
  closedAt,
  lastActivityAt,
  lastLine,
  personId,
}: StoredConversation): Facts {
  return { arrivedAt, lastInAt, lastOutAt, closedAt, lastActivityAt, lastLine, personId }
}
