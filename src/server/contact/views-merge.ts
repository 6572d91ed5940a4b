import { mergeConsents } from '../../domain/contact/consent.ts'
import { isOn, SWITCH_CHANNELS, SWITCH_NAMES } from '../../domain/contact/switches.ts'
import { merge, unite } from '../../domain/people/merge.ts'
import { thingInWords } from '../../domain/people/thing-words.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import { accept, Refused } from '../db/refused.ts'
import { findReasons } from '../people/actions-duplicates.ts'
import { listHandles, listThings } from '../people/store.ts'
import { listGroupsOf } from '../people/store-groups.ts'
import { findGroups } from '../people/store-merge.ts'
import { listPageLinks } from '../people/store-page-links.ts'
import { showLines, showPerson } from '../people/views.ts'
import { consentsOf, findContactSide } from './store-door.ts'

/**
 * What merging one record into another would leave, before it is done: what is united, and what is stricter than it was.
 * @throws Refused `not_found`, `same_person`, `already_merged`.
 */
export async function showMergePreview(db: Reader, survivorId: PersonId, mergedId: PersonId, now: Instant) {
  const groups = await findGroups(db, [survivorId, mergedId])
  const [survivors, moving] = [groups.get(survivorId), groups.get(mergedId)]
  if (!survivors || !moving) throw new Refused(refuse('not_found'))
  accept(merge([...survivors, ...moving], survivorId, mergedId))
  const both = [survivorId, mergedId] as const
  const [root, ...others] = [...survivors, ...moving]
  const after = unite(root!, others)
  const lines = await showLines(db, [{ id: survivorId }, { id: mergedId }], [])
  const [survivor, merged] = lines.map((line, i) => ({
    ...line,
    version: [survivors, moving][i]![0].version,
  }))
  const handles = await listHandles(db, both)
  const things = await listThings(db, both)
  const links = await Promise.all(both.map((id) => listPageLinks(db, id)))
  const sides = await Promise.all(both.map((id) => findContactSide(db, id)))
  const homes = (await Promise.all(both.map((id) => listGroupsOf(db, 'household', id)))).flat()
  const shown = await showPerson(db, survivorId)
  return {
    survivor: survivor!,
    merged: merged!,
    reasons: await findReasons(db, survivors, moving),
    after: {
      name: shown.givenName === '' ? (after.name === '' ? shown.name : after.name) : shown.name,
      ...{ sayName: after.sayName, approach: after.approach, sensitive: after.sensitive },
      ...{ languages: [...after.languages], knownSince: after.knownSince },
      handles: [...new Map(handles.map((h) => [`${h.kind} ${h.value}`, h.shown])).values()],
      things: [
        ...new Map(things.map((t) => [t.id, thingInWords({ name: t.name, plate: t.plate })])).values(),
      ],
      households: [...new Map(homes.map((h) => [h.id, h.name])).values()],
      never: sides.some((s) => s?.neverContact),
      withdrawn: await stricter(db, both, now),
      pagesShown: links.every((of) => of.some((l) => l.revokedAt === null)),
    },
  }
}

// Switches that one of them has on and that would be off.
async function stricter(db: Reader, both: readonly [PersonId, PersonId], now: Instant) {
  const [a, b] = [await consentsOf(db, both[0]), await consentsOf(db, both[1])]
  const after = mergeConsents(a, b, now)
  return SWITCH_NAMES.flatMap((name) =>
    SWITCH_CHANNELS.filter(
      (channel) =>
        [a, b].some((steps) => isOn(name, channel, steps, now)) && !isOn(name, channel, after, now),
    ).map((channel) => ({ switch: name, channel })),
  )
}
