import * as merging from '../../domain/conversations/merge.ts'
import { tagsOff } from '../../domain/conversations/merge-tags.ts'
import {
  chainOf,
  groupOf,
  lastOfAll,
  lived,
  type Meanwhile,
  type Merge,
  ownIn,
  type Said,
  takeOut,
} from '../../domain/conversations/unmerge.ts'
import type { DomainEvent } from '../../domain/shared/events.ts'
import type { ConversationId, TagId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Reader } from '../db/database.ts'
import { flush } from '../db/flush.ts'
import { patiently, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import * as people from '../people/actions-merge.ts'
import { findGroups, touchRoot } from '../people/store-merge.ts'
import { about, lineOf, load, visible } from './actions.ts'
import { partWords } from './actions-part-words.ts'
import { findConversation, findOwn, listGroup, type StoredConversation, updateMerging } from './store.ts'
import * as store from './store-merge.ts'
import { listTagsOn, putTag, takeTag } from './store-tags.ts'

/**
 * What merging some conversations into another would leave: `survivor` with all united, `merged` as they go into it, and each
 * merge with the facts before and after it. Those that stand in it already are passed over.
 * @throws Refused `not_found` (also for one this member may not read), `merge_same`, `merge_held`, `merge_two_people`;
 * `changed_meanwhile` if one of them was merged elsewhere meanwhile.
 */
export async function planMerge(
  asked: Asked,
  into: ConversationId,
  from: readonly ConversationId[],
  asPart = false,
) {
  const found = await standing(asked, into)
  const others: StoredConversation[] = []
  for (const id of new Set(from)) {
    if (id === into) throw new Refused(refuse('merge_same'))
    const own = await asked.db.read(asked.workspaceId, (db) => findOwn(db, id))
    if (own?.rootId !== into) others.push(await standing(asked, id))
  }
  const { said, tree, on, groups } = await asked.db.read(asked.workspaceId, async (db) => {
    const said = new Map<ConversationId, Said>()
    for (const c of [found, ...others]) {
      const here = (await store.listSaid(db, c.id)).get(c.id)
      said.set(c.id, saidOf(here))
    }
    const on = await tagsOn(db, [into, ...said.keys()])
    const persons = [found, ...others].flatMap((c) => c.personId ?? [])
    return { said, on, tree: await store.findTree(db, into), groups: await findGroups(db, persons) }
  })
  const grouped = (c: StoredConversation) => ({
    ...c,
    alone: c.alone ?? { last: lastFacts(c), said: said.get(c.id)! },
  })
  let survivor: StoredConversation = grouped(found)
  let turn = Math.max(0, ...tree.merges.filter((m) => m.survivorId === into).map((m) => m.turn))
  const merges: store.StoredMerge[] = []
  const merged: StoredConversation[] = []
  const has = new Set(on.get(into))
  const roots = new Map([...groups].map(([id, [root]]) => [id, root.id]))
  for (const c of others) {
    const no = merging.mayNotMerge(c, survivor, roots, asPart)
    if (no) throw new Refused(no)
    const before = merging.factsOf(survivor)
    const after = merging.unite(before, merging.factsOf(c), asked.now)
    turn += 1
    const tags = (on.get(c.id) ?? []).filter((t) => !has.has(t))
    for (const tag of tags) has.add(tag)
    merges.push({
      ...{ tags, id: asked.newId<'merge'>(), survivorId: into, mergedId: c.id, turn },
      ...{ mergedAt: asked.now, before, after },
    })
    merged.push({ ...grouped(c), mergedInto: into, rootId: into })
    survivor = { ...survivor, ...after }
  }
  // Noted with several records of one person: then these may not come apart meanwhile.
  const records = new Set([survivor, ...merged].flatMap((c) => c.personId ?? []))
  const [one] = records.size > 1 ? (groups.get([...records][0]!) ?? []) : []
  return { found, survivor, merged, merges, person: one ?? null }
}

async function tagsOn(db: Reader, ids: readonly ConversationId[]): Promise<Map<ConversationId, TagId[]>> {
  const rows = Map.groupBy(await listTagsOn(db, ids), (t) => t.conversationId)
  return new Map([...rows].map(([id, tags]) => [id, tags.map((t) => t.id)]))
}

// As it is itself, read by somebody who may, and not merged into anything.
async function standing(asked: Asked, id: ConversationId): Promise<StoredConversation> {
  const { conversation } = await load(asked, id)
  if (conversation.id !== id) throw new Refused(refuse('changed_meanwhile'))
  return conversation
}

function lastFacts({ lastInAt, lastOutAt, lastActivityAt, lastLine }: merging.Last): merging.Last {
  return { lastInAt, lastOutAt, lastActivityAt, lastLine }
}

function saidOf(here: store.SaidHere | undefined): Said {
  const { lastInAt = null, lastOutAt = null, lastActivityAt = null, spoken } = here ?? {}
  return { lastInAt, lastOutAt, lastActivityAt, lastLine: spoken ? lineOf(visible(spoken)) : '' }
}

/**
 * Merges conversations into another: everything they hold stands there from now on and remembers where it came from; their own
 * facts stay as they are, for the day they are taken out again. Says the same twice. `asPart` as in `mayNotMerge`.
 * @throws Refused as {@link planMerge}.
 */
export async function mergeConversations(
  asked: Asked,
  into: ConversationId,
  from: readonly ConversationId[],
  asPart = false,
): Promise<void> {
  await patiently(async () => {
    const { survivor, merged, merges, person } = await planMerge(asked, into, from, asPart)
    if (merged.length === 0) return
    const ids = merged.map((c) => c.id)
    await flush(asked, {
      writes: [
        ...(person ? [touchRoot(person, person.mergedSeenAt)] : []),
        ...saveAll([survivor, ...merged]),
        store.moveRoots(ids, into),
        ...store.goOver(ids, into),
        ...merges.flatMap((m) => m.tags.map((t) => putTag(asked.workspaceId, into, t))),
        ...merges.map((m) => store.insertMerge(asked.workspaceId, m, asked.member.id)),
      ],
      events: merged.flatMap((c): DomainEvent[] => [
        { kind: 'conversation.merged', subjects: about(survivor), data: { from: c.id } },
        { kind: 'conversation.merged', subjects: about(c), data: { to: into } },
      ]),
    })
  })
}

// Always in the same order: two who merge the same ones at once wait for each other in turn, and not in a circle.
function saveAll(all: readonly StoredConversation[]) {
  return all.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(updateMerging)
}

/**
 * Takes a conversation out of the one it was merged into, whenever that was: what came from it, and what came for it since, is
 * its own again, and what had been merged into it before goes along. Both stand as they would, had they never been merged.
 * @throws Refused `not_found`, also for one this member may not read; `not_merged`.
 */
export async function unmergeConversation(asked: Asked, id: ConversationId): Promise<void> {
  await patiently(async () => takeOutOnce(asked, (await load(asked, id)).conversation, id))
}

/** Takes several conversations out of what they were merged into; what was taken out already stays so. */
export async function unmergeConversations(asked: Asked, ids: readonly ConversationId[]): Promise<void> {
  for (const id of ids)
    await unmergeConversation(asked, id).catch((e) => {
      if (!(e instanceof Refused && e.refusal.refused === 'not_merged')) throw e
    })
}

/**
 * Undoes one merge of two records of a person, however long ago. Where conversations of both had become one, they come apart first,
 * whoever may read them, and so does what one wrote on their page in a conversation of the other: nobody's words stay with another.
 * @throws Refused as `undoMerge`.
 */
export async function undoPersonMerge(asked: Asked, mergeId: string) {
  return await patiently(() =>
    people.undoMerge(asked, mergeId, async (leaving, staying) => {
      for (;;) {
        const found = await asked.db.read(asked.workspaceId, async (db) => {
          const id = await store.findMergedBetween(db, leaving, staying)
          const root = id && (await findConversation(db, id))
          return root ? { id, root } : null
        })
        if (!found) return await partWords(asked, leaving, staying)
        await takeOutOnce(asked, found.root, found.id)
      }
    }),
  )
}

function withEmptied(
  group: readonly ConversationId[],
  talks: readonly StoredConversation[],
): readonly ConversationId[] {
  const into = talks.filter((c) => c.mergedInto && group.includes(c.mergedInto) && !group.includes(c.id))
  return into.length === 0 ? group : withEmptied([...group, ...into.map((c) => c.id)], talks)
}

async function takeOutOnce(asked: Asked, root: StoredConversation, id: ConversationId): Promise<void> {
  const { talks, merges, said, on } = await asked.db.read(asked.workspaceId, async (db) => ({
    ...(await store.findTree(db, root.id)),
    said: await store.listSaid(db, root.id),
    on: await tagsOn(db, await listGroup(db, root.id)),
  }))
  const gone = merges.find((m) => m.mergedId === id)
  if (!gone) throw new Refused(refuse('not_merged'))
  // Somebody merged or parted them while they were read.
  if (groupOf(root.id, merges).some((x) => !talks.get(x)?.alone))
    throw new Refused(refuse('changed_meanwhile'))
  const group = groupOf(id, merges)
  const survivors = groupOf(root.id, merges).filter((x) => !group.includes(x))
  const lastIn = (ids: readonly ConversationId[]) =>
    lastOfAll(ids.map((x) => ({ alone: talks.get(x)!.alone!, now: saidOf(said.get(x)) })))
  // What came for some of them alone since a merge.
  const of = async (ids: readonly ConversationId[], { mergedAt }: store.StoredMerge) => {
    const last = lastIn(ids)
    const own = ids.flatMap((x) => said.get(x) ?? [])
    const answer = own.find((s) => s.lastOutAt !== null && s.lastOutAt === last.lastOutAt)
    return await asked.db.read(asked.workspaceId, async (db) => ({
      ...{ mergedAt, last, answeredBy: answer?.answeredBy ?? null },
      ...{ closedAt: root.closedAt, sensitive: root.sensitive },
      acceptedBy: await store.findAcceptedBy(db, root.id, ids, mergedAt),
      personId: (await store.isLivedIn(db, root.id, ids, mergedAt)) ? root.personId : null,
    }))
  }
  const theirs = new Map<Merge, Meanwhile>()
  for (const m of chainOf(id, merges) as store.StoredMerge[]) theirs.set(m, await of(ownIn(m, merges), m))
  const facts = new Map([...talks].map(([x, c]) => [x, merging.factsOf(c)]))
  const out = takeOut(gone, merges, facts, (f, m) => lived(f, theirs.get(m)!))
  const left = out.merges as store.StoredMerge[]
  const isAlone = (x: ConversationId) => !left.some((m) => m.mergedId === x || m.survivorId === x)
  const next = (x: ConversationId, f: merging.Facts, whole: readonly ConversationId[]) => ({
    ...{ ...talks.get(x)!, ...f, ...lastIn(whole) },
    ...(isAlone(x) && { alone: null }),
  })
  const taken: StoredConversation = {
    ...next(id, lived(facts.get(id)!, await of(group, gone)), group),
    ...{ mergedInto: null, rootId: null },
  }
  // From the one it was merged into up to the one at the end: each is what it would be without it.
  const up = survivors.filter((x) => groupOf(x, merges).includes(id))
  const stay = up.map((x) => next(x, out.facts.get(x)!, groupOf(x, left)))
  // With those that were emptied into one of them (see actions-refile.ts): no merge tells of these.
  const below = withEmptied(group, [...talks.values()]).filter((x) => x !== id)
  const tags = tagsOff(gone, merges, on)
  const rewritten = left.map((m) => ({ ...m, tags: tags.brought.get(m.mergedId) ?? m.tags }))
  await flush(asked, {
    writes: [
      ...saveAll([taken, ...stay]),
      ...(below.length > 0 ? [store.setRoots(below, id)] : []),
      ...store.goBack(id, group, root.id),
      ...rewritten.map(store.rewriteMerge),
      ...[...tags.off].flatMap(([x, off]) => off.map((t) => takeTag(x, t))),
      store.undoMerge(gone.id, asked.member.id, asked.now),
    ],
    events: [
      ...stay.map(
        (c): DomainEvent => ({
          kind: 'conversation.unmerged',
          subjects: about(c),
          data: { from: id },
        }),
      ),
      { kind: 'conversation.unmerged', subjects: about(taken), data: { to: root.id } },
    ],
  })
}
