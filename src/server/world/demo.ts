import { randomBytes } from 'node:crypto'
import type { Member } from '../../domain/accounts/membership.ts'
import type { MemberId, PersonId } from '../../domain/shared/ids.ts'
import {
  addDays,
  atLocal,
  fromEpochMs,
  type Instant,
  type LocalDate,
  type LocalTime,
  localParts,
  msBetween,
  type TimeZone,
  weekdayOf,
} from '../../domain/shared/time.ts'
import { createWorkspace } from '../accounts/actions.ts'
import * as accounts from '../accounts/store.ts'
import { makePageLink } from '../contact/actions.ts'
import { flush } from '../db/flush.ts'
import { makeUser } from '../http/auth.ts'
import type { Asked } from '../http/route.ts'
import { addHandle, addPerson } from '../people/actions.ts'
import { joinGroup } from '../people/actions-groups.ts'
import { addThing } from '../people/actions-things.ts'
import { listPageLinks } from '../people/store-page-links.ts'
import type { Services } from '../services.ts'
import { COLLEAGUES, type ColleagueName, CUSTOMERS, type CustomerName, PLACE } from './cast.ts'
import type { Stage } from './stage.ts'
import { tellStory } from './story.ts'

/** The demo opens on a Thursday at 10:12, local time. */
const OPENS = '10:12' as LocalTime

/**
 * Makes a demo workspace: a car dealership with its cast and some months of history, told through the same actions as real use,
 * its clock set to 10:12 on the coming Thursday. Gives back how to sign in at the service desk, and whose page to open.
 */
export async function makeDemo(services: Services, timeZone: string, language = 'en') {
  const zone = timeZone as TimeZone
  const day = comingThursday(services, zone)
  const at = (days: number, time: string) => atLocal(addDays(day, -days), time as LocalTime, zone)
  const founded = at(240, '09:00')
  // The past is written by a server whose clock stands there.
  const then: Services = { ...services, clock: () => Date.parse(founded) }
  const mark = randomBytes(4).toString('hex')
  const password = randomBytes(18).toString('base64url')
  const address = (who: ColleagueName) => `${who.toLowerCase()}.${mark}@demo.servus.example`
  const made = await createWorkspace(then, {
    name: PLACE.name,
    vocabulary: 'customer',
    timeZone,
    language,
    isDemo: true,
    owner: { name: COLLEAGUES.Greta.name, email: address('Greta'), password, job: 'manager' },
  })
  const { workspaceId, siteId } = made
  const members: Partial<Record<ColleagueName, Member>> = {
    Greta: {
      ...COLLEAGUES.Greta,
      id: made.actor.id as MemberId,
      email: address('Greta'),
      siteId,
      endsAt: null,
    },
  }
  for (const who of ['Ana', 'Luis', 'Dina', 'Milo'] as const) {
    const member: Member = {
      ...COLLEAGUES[who],
      id: services.newId<'member'>(),
      email: address(who),
      siteId,
      endsAt: null,
    }
    const userId = await makeUser(services.auth, { email: member.email, name: member.name, password })
    const frame = { ...made, actor: { kind: 'member' as const, id: member.id } }
    await flush(frame, {
      writes: [accounts.insertMember(workspaceId, member, userId, founded)],
      events: [{ kind: 'member.joined', subjects: { memberId: member.id }, data: { role: member.role } }],
    })
    members[who] = member
  }
  const as = (who: ColleagueName, now: Instant): Asked => {
    const member = members[who]!
    return {
      db: services.db,
      services,
      workspaceId,
      actor: { kind: 'member', id: member.id },
      now,
      newId: services.newId,
      member,
      language: services.languages.choose('en'),
    }
  }
  const opens = at(0, OPENS)
  // Never a second before: the bar shows minutes. Set before the story, so that whoever hears of it knows what is long past.
  const ahead = Math.ceil(msBetween(fromEpochMs(services.clock()), opens) / 1000)
  await flush(as('Greta', opens), { writes: [accounts.updateClock(ahead)], events: [] })
  const person = await introduce(as, at)
  const member = Object.fromEntries(Object.entries(members).map(([who, m]) => [who, m.id])) as Record<
    ColleagueName,
    MemberId
  >
  await tellStory({ services, siteId, zone, day, person, member, at, as })
  const [link] = await services.db.read(workspaceId, (db) => listPageLinks(db, person.marta))
  return { workspaceId, email: address('Ana'), password, pageLinkId: link!.id, person }
}

/** Everybody the dealership knows, as they came to be known. */
async function introduce(as: Stage['as'], at: Stage['at']): Promise<Record<CustomerName, PersonId>> {
  const ids = {} as Record<CustomerName, PersonId>
  let household: string | undefined
  for (const [who, c] of Object.entries(CUSTOMERS) as [CustomerName, (typeof CUSTOMERS)[CustomerName]][]) {
    const ana = as('Ana', at(200, '09:30'))
    const handles = [{ kind: 'email' as const, value: c.email }]
    ids[who] = await addPerson(ana, {
      name: c.name,
      sayName: c.say ?? null,
      approach: c.approach ?? 'welcome',
      goodToKnow: c.good ?? '',
      accessNeeds: c.access ?? null,
      knownSince: c.since as LocalDate,
      handles,
    })
    await addHandle(ana, ids[who], { kind: 'phone', value: c.phone })
    // They write on their own pages in this story.
    await makePageLink(ana, ids[who])
    if (c.vehicle)
      await addThing(ana, ids[who], {
        kind: 'vehicle',
        note: null,
        vin: c.vehicle.vin ?? null,
        ...c.vehicle,
        role: 'owner',
      })
    if (c.name.endsWith('Achterberg'))
      household = await joinGroup(
        ana,
        'household',
        ids[who],
        household ? { id: household } : { name: 'Achterberg family' },
      )
  }
  return ids
}

function comingThursday(services: Services, zone: TimeZone): LocalDate {
  const now = fromEpochMs(services.clock())
  const today = localParts(now, zone).date
  for (let days = 0; ; days++) {
    const date = addDays(today, days)
    // The clock only goes forward.
    if (weekdayOf(date) === 4 && atLocal(date, OPENS, zone) > now) return date
  }
}
