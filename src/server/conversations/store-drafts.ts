import type { ConversationId, MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import { type Instant, later } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { listGroup } from './store.ts'
import type { Address } from './store-messages.ts'

type Kind = 'reply' | 'note'

/** What was to go with the words of a reply that came back as a draft; null recipients: as the conversation suggests. */
export type GoesWith = {
  readonly to: readonly Address[] | null
  readonly cc: readonly Address[] | null
  readonly bcc: readonly Address[] | null
  readonly attachmentIds: readonly string[]
  readonly promises: readonly {
    readonly text: string
    readonly saidAs: string | null
    readonly due: Instant
  }[]
  readonly keeps: readonly string[]
  readonly unsigned: boolean
}

/**
 * What members have begun to write in a conversation, one draft of each kind and member: what they began in one merged into it
 * stands below what they began here.
 */
export async function listDrafts(db: Reader, id: ConversationId) {
  const rows = await db
    .selectFrom('drafts')
    .select(['memberId', 'kind', 'text', 'data', 'updatedAt'])
    .where('conversationId', 'in', await listGroup(db, id))
    .orderBy((e) => e('conversationId', '<>', id))
    .orderBy('updatedAt')
    .execute()
  return [...Map.groupBy(rows, (d) => `${d.memberId} ${d.kind}`).values()].map((own) => ({
    ...own[0]!,
    text: own.map((d) => d.text).join('\n\n'),
    goesWith: own.map((d) => (d.data as { goesWith?: GoesWith }).goesWith ?? null).reduce(bothOf),
    updatedAt: own.map((d) => d.updatedAt).reduce(later),
  }))
}

/** What goes with two drafts that become one: the recipients of the first. */
export function bothOf(first: GoesWith | null, second: GoesWith | null): GoesWith | null {
  if (!first || !second) return first ?? second
  return {
    ...{ to: first.to ?? second.to, cc: first.cc ?? second.cc, bcc: first.bcc ?? second.bcc },
    attachmentIds: [...new Set([...first.attachmentIds, ...second.attachmentIds])],
    promises: [...first.promises, ...second.promises],
    keeps: [...new Set([...first.keeps, ...second.keeps])],
    unsigned: first.unsigned || second.unsigned,
  }
}

/**
 * Keeps the draft of a member, one of each kind in a conversation; it holds the words of those begun in what was merged into it,
 * which are let go.
 */
export function saveDraft(
  workspaceId: WorkspaceId,
  {
    goesWith = null,
    ...d
  }: {
    conversationId: ConversationId
    memberId: MemberId
    kind: Kind
    text: string
    updatedAt: Instant
    /** Null where the window that writes it holds it itself. */
    goesWith?: GoesWith | null
  },
): Write[] {
  const data = JSON.stringify(goesWith ? { goesWith } : {})
  return [
    {
      query: compiler
        .insertInto('drafts')
        .values({ ...d, workspaceId, data })
        .onConflict((c) =>
          c
            .columns(['workspaceId', 'conversationId', 'memberId', 'kind'])
            .doUpdateSet({ text: d.text, data, updatedAt: d.updatedAt }),
        ),
    },
    deleteMerged(d.conversationId, d.memberId, d.kind),
  ]
}

/** Forgets a draft, also as far as it was begun in what was merged into the conversation. */
export function deleteDraft(conversationId: ConversationId, memberId: MemberId, kind: Kind): Write[] {
  return [
    {
      query: compiler
        .deleteFrom('drafts')
        .where('conversationId', '=', conversationId)
        .where('memberId', '=', memberId)
        .where('kind', '=', kind),
    },
    deleteMerged(conversationId, memberId, kind),
  ]
}

function deleteMerged(root: ConversationId, memberId: MemberId, kind: Kind): Write {
  return {
    query: compiler
      .deleteFrom('drafts')
      .where('conversationId', 'in', (e) =>
        e.selectFrom('conversations').select('id').where('rootId', '=', root),
      )
      .where('memberId', '=', memberId)
      .where('kind', '=', kind),
  }
}
