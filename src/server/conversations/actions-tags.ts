import {
  changeTags,
  isSameTag,
  MOST_TAGS,
  nextColour,
  type TagColour,
} from '../../domain/conversations/tags.ts'
import type { ConversationId, TagId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { type Change, flush, together } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { about } from './actions.ts'
import { narrowByTag } from './store-saved-views.ts'
import * as store from './store-tags.ts'
import { findVisible, listRoots } from './store-views.ts'

/** Makes a tag, or gives the one that is called so already; one put away comes back by that. @throws Refused `too_many_tags`. */
export async function addTag(
  asked: Asked,
  input: { id?: TagId | undefined; name: string; colour?: TagColour | undefined },
): Promise<TagId> {
  const tags = await asked.db.read(asked.workspaceId, store.listTags)
  const known = tags.find((t) => t.id === input.id || isSameTag(t.name, input.name))
  if (known && !known.retiredAt) return known.id
  if (!known && tags.length >= MOST_TAGS)
    throw new Refused(refuse('too_many_tags', { values: { most: MOST_TAGS } }))
  const id = known?.id ?? input.id ?? asked.newId<'tag'>()
  const colour = input.colour ?? nextColour(tags.filter((t) => !t.retiredAt).map((t) => t.colour))
  await flush(asked, {
    writes: [
      known
        ? store.updateTag({ ...known, retiredAt: null })
        : store.insertTag(asked.workspaceId, { id, name: input.name, colour }, asked.now),
    ],
    events: [{ kind: known ? 'tag.changed' : 'tag.created', subjects: { tagId: id }, data: {} }],
  })
  return id
}

/** Renames a tag, gives it another colour, puts it away or brings it back. */
export async function changeTag(
  asked: Asked,
  id: TagId,
  input: { name: string; colour: TagColour; retired: boolean; version: number },
): Promise<void> {
  const tag = await find(asked, id)
  const retiredAt = input.retired ? (tag.retiredAt ?? asked.now) : null
  await flush(asked, {
    writes: [
      store.updateTag({ id, name: input.name, colour: input.colour, retiredAt, version: input.version }),
    ],
    events: [{ kind: 'tag.changed', subjects: { tagId: id }, data: { retired: input.retired } }],
  })
}

/**
 * Puts another tag wherever one stands, and lets that one go.
 * @throws Refused `invalid_input` for a tag into itself or into one that was put away, `changed_meanwhile` where that happens just now.
 */
export async function mergeTag(asked: Asked, id: TagId, into: TagId, version: number): Promise<void> {
  if (id === into) throw new Refused(refuse('invalid_input', { field: 'into' }))
  const tag = await find(asked, id)
  // Else it would stand nowhere any more: what was put away is put on nothing.
  if ((await find(asked, into)).retiredAt) throw new Refused(refuse('invalid_input', { field: 'into' }))
  await flush(asked, {
    writes: [
      store.holdTag(into),
      narrowByTag(id, into),
      store.updateTag({ ...tag, retiredAt: asked.now, version }, into),
    ],
    events: [{ kind: 'tag.merged', subjects: { tagId: into }, data: { from: id } }],
  })
}

type Tagging = {
  conversationIds: readonly ConversationId[]
  add: readonly TagId[]
  remove: readonly TagId[]
}

/** Puts tags on conversations and takes others off. @throws Refused `not_found` when one of them may not be read, or a tag is put away. */
export async function tagConversations(asked: Asked, input: Tagging): Promise<void> {
  const { change } = await planTagging(asked, input)
  if (change.writes.length > 0) await flush(asked, change)
}

/** What it takes to tag conversations, and what of their tags that changes. @throws Refused as `tagConversations`. */
export async function planTagging(asked: Asked, input: Tagging) {
  const { ids, talks, on, tags } = await asked.db.read(asked.workspaceId, async (db) => {
    // One that was merged is tagged where it stands now.
    const roots = await listRoots(db, input.conversationIds)
    const ids = [...new Set(input.conversationIds.map((id) => roots.get(id) ?? id))]
    return {
      ids,
      talks: await findVisible(db, ids, asked.member),
      on: await store.listTagsOn(db, ids),
      tags: await store.listTags(db),
    }
  })
  if (talks.length < ids.length) throw new Refused(refuse('not_found', { field: 'conversationIds' }))
  const inUse = tags.filter((t) => !t.retiredAt).map((t) => t.id)
  if (input.add.some((id) => !inUse.includes(id))) throw new Refused(refuse('not_found', { field: 'add' }))
  const changed = talks.map((talk) => {
    const has = on.filter((t) => t.conversationId === talk.id).map((t) => t.id)
    return { talk, ...changeTags(has, input) }
  })
  const changes = changed.map(({ talk, added, removed }): Change => {
    if (added.length + removed.length === 0) return { writes: [], events: [] }
    return {
      writes: [
        ...added.map((id) => store.putTag(asked.workspaceId, talk.id, id)),
        ...removed.map((id) => store.takeTag(talk.id, id)),
      ],
      events: [{ kind: 'conversation.tagged', subjects: about(talk), data: { added, removed } }],
    }
  })
  return { change: together(...changes), changed }
}

async function find(asked: Asked, id: TagId): Promise<store.StoredTag> {
  const tags = await asked.db.read(asked.workspaceId, store.listTags)
  const tag = tags.find((t) => t.id === id)
  if (!tag) throw new Refused(refuse('not_found'))
  return tag
}
