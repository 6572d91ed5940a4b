import { awaySince, PUT_AWAY } from '../../domain/away/put-away.ts'
import type { EventId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { changeTeam } from '../accounts/actions.ts'
import { findTeam } from '../accounts/store.ts'
import { putReplyAway } from '../conversations/actions-saved-replies.ts'
import { putViewAway } from '../conversations/actions-saved-views.ts'
import { changeTag } from '../conversations/actions-tags.ts'
import { listTags } from '../conversations/store-tags.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { restoreHandle } from '../people/actions.ts'
import { changeThing } from '../people/actions-things.ts'
import * as store from './store.ts'
import { stillAway } from './views.ts'

/**
 * Fetches back what was put away, by the act that made it anew. @throws Refused `not_found` for what is not away, is away for too long or is not
 * theirs to fetch, and what that act refuses.
 */
export async function fetchBack(asked: Asked, id: EventId): Promise<void> {
  const found = await asked.db.read(asked.workspaceId, async (db) => {
    const event = await store.findAwayEvent(db, id, awaySince(asked.now))
    const away = event && (await stillAway(asked, db, [event])).get(id)
    return away ? { event, away } : null
  })
  if (!found) throw new Refused(refuse('not_found'))
  const { event, away } = found
  const what = event.subjects[PUT_AWAY[away.what].subject] as never
  switch (away.what) {
    case 'view':
      return await putViewAway(asked, what, false)
    case 'saved_reply':
      return await putReplyAway(asked, what, false)
    case 'tag': {
      const tags = await asked.db.read(asked.workspaceId, listTags)
      const { name, colour, version } = tags.find((tag) => tag.id === what)!
      return await changeTag(asked, what, { name, colour, version, retired: false })
    }
    case 'team': {
      const team = (await asked.db.read(asked.workspaceId, (db) => findTeam(db, what)))!
      return await changeTeam(asked, what, { ...team, archived: false })
    }
    case 'handle':
      return await restoreHandle(asked, away.personId!, what)
    case 'thing': {
      const [thing] = await asked.db.read(asked.workspaceId, (db) => store.listReleasedThings(db, [what]))
      return await changeThing(asked, away.personId!, what, { released: false, version: thing!.version })
    }
  }
}
