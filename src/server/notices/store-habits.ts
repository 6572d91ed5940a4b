import {
  NOTICE_KINDS,
  type NoticeChoice,
  type NoticeHabits,
  type NoticeKind,
  USUAL_CHOICES,
  USUAL_HABITS,
} from '../../domain/notices/notice.ts'
import type { MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** How somebody wants to be told; `version` 0 until they first chose their times. */
export type Habits = {
  readonly choices: Readonly<Record<NoticeKind, NoticeChoice>>
  readonly times: NoticeHabits
  readonly version: number
}

/** How these members want to be told, by id; the usual way where they never chose. */
export async function listHabits(db: Reader, ids: readonly MemberId[]): Promise<Map<MemberId, Habits>> {
  if (ids.length === 0) return new Map()
  const chosen = await db.selectFrom('noticeChoices').selectAll().where('memberId', 'in', ids).execute()
  const times = await db.selectFrom('noticeHabits').selectAll().where('memberId', 'in', ids).execute()
  return new Map(
    ids.map((id) => {
      const own = chosen.filter((c) => c.memberId === id)
      const mine = times.find((t) => t.memberId === id)
      const choices = Object.fromEntries(
        NOTICE_KINDS.map((kind) => {
          const choice = own.find((c) => c.kind === kind)
          return [kind, choice ? pick(choice as unknown as NoticeChoice) : USUAL_CHOICES[kind]]
        }),
      ) as Record<NoticeKind, NoticeChoice>
      const { quietFrom, quietTo, digestAt } = (mine as NoticeHabits | undefined) ?? USUAL_HABITS
      return [id, { choices, times: { quietFrom, quietTo, digestAt }, version: mine?.version ?? 0 }]
    }),
  )
}

function pick({ inApp, mail, push }: NoticeChoice): NoticeChoice {
  return { inApp, mail, push }
}

/** Keeps how a member is told of one kind of thing. */
export function saveChoice(
  workspaceId: WorkspaceId,
  memberId: MemberId,
  kind: NoticeKind,
  choice: NoticeChoice,
): Write {
  return {
    query: compiler
      .insertInto('noticeChoices')
      .values({ workspaceId, memberId, kind, ...pick(choice) })
      .onConflict((c) => c.columns(['workspaceId', 'memberId', 'kind']).doUpdateSet(pick(choice))),
  }
}

/** Saves when somebody rests; `version` is the one they saw, 0 for the first time. */
export function saveTimes(
  workspaceId: WorkspaceId,
  memberId: MemberId,
  times: NoticeHabits,
  version: number,
): Write {
  if (version === 0)
    return {
      query: compiler.insertInto('noticeHabits').values({ workspaceId, memberId, ...times, version: 1 }),
    }
  return {
    query: compiler
      .updateTable('noticeHabits')
      .set({ ...times, version: version + 1 })
      .where('memberId', '=', memberId)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}
