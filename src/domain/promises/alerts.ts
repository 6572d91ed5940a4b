import { type Access, cannotKeep, leads } from '../accounts/permissions.ts'
import type { MemberId, PromiseId, SiteId } from '../shared/ids.ts'
import { type Instant, plus } from '../shared/time.ts'
import { isOpen, LEAD_MINUTES } from './overdue.ts'
import type { CustomerPromise } from './promise.ts'

/** Who is told that something falls due, one after the other. */
export const ALERT_STEPS = ['owner', 'backup', 'manager'] as const
export type AlertStep = (typeof ALERT_STEPS)[number]

/** That a promise, or a word on its way, falls due, or that a word did not reach them: told to one member, once. */
export type PromiseAlert = {
  readonly promiseId: PromiseId
  readonly about: 'promise' | 'update' | 'untold'
  readonly due: Instant
  readonly step: AlertStep
  readonly memberId: MemberId
}

/** Those who stand behind a promise: its owner and whether they rest now, who stands in for them, and who leads. */
export type Behind = {
  readonly ownerRests: boolean
  readonly backupId: MemberId | null
  readonly managerIds: readonly MemberId[]
}

/** Minutes from the due moment at which each step is told: the owner before it, the others only when nothing was said. */
export const ALERT_AFTER: Readonly<Record<AlertStep, number>> = {
  owner: -LEAD_MINUTES,
  backup: 0,
  manager: 30,
}

/** What of a member decides who stands behind whom. */
export type Standing = Access & {
  readonly id: MemberId
  readonly siteId: SiteId
  /** Who always stands in for them. */
  readonly backupId: MemberId | null
  readonly rests: boolean
  /** Who stands in during the break they are on, before the one who always does. */
  readonly standInId?: MemberId | null
}

/**
 * Works out who stands behind a promise of `owner`: who stands in during their break, else the backup they named, each only if
 * they serve, and those who lead (owners and managers with access), at the owner's site before others.
 */
export function behindOf(owner: Standing, everybody: readonly Standing[], now: Instant): Behind {
  const serving = everybody.filter((m) => m.id !== owner.id && !cannotKeep(m, now))
  const named = (id: MemberId | null | undefined) => serving.find((m) => m.id === id)
  const leading = serving.filter(leads)
  const near = leading.filter((m) => m.siteId === owner.siteId)
  return {
    ownerRests: owner.rests,
    backupId: (named(owner.rests ? owner.standInId : null) ?? named(owner.backupId))?.id ?? null,
    managerIds: (near.length > 0 ? near : leading).map((m) => m.id),
  }
}

type Owed = Pick<
  CustomerPromise,
  'id' | 'ownerId' | 'due' | 'nextUpdateDue' | 'keptAt' | 'brokenAt' | 'releasedAt' | 'movedAt'
>

/**
 * Who is to be told by now, of what, about an open promise (P6): its owner shortly before a word or the promise is due, then
 * the backup, then whoever leads. An owner who rests is not disturbed: the backup hears in their place. A word that is due
 * after the promise itself stands for it: they were told when to expect more. Nobody is told the same moment twice, whoever
 * is named for several steps hears once, and a server that was away tells on return. A word that did not reach them
 * (`untold`: since when that is known) was told to its owner at once; the others follow in the same steps (DOMAIN 8.4).
 */
export function alertsDue(
  p: Owed,
  behind: Behind,
  already: readonly PromiseAlert[],
  now: Instant,
  untold: Instant | null = null,
): PromiseAlert[] {
  if (!isOpen(p)) return []
  const moments = momentsOf(p, untold)
  const told: PromiseAlert[] = []
  for (const { about, due } of moments) {
    for (const step of ALERT_STEPS) {
      if (plus(due, { minutes: ALERT_AFTER[step] }) > now) continue
      for (const memberId of hearers(step, p.ownerId, behind)) {
        if (about === 'untold' && memberId === p.ownerId) continue
        const heard = [...already, ...told].some(
          (a) => a.promiseId === p.id && a.about === about && a.due === due && a.memberId === memberId,
        )
        if (!heard) told.push({ promiseId: p.id, about, due, step, memberId })
      }
    }
  }
  return told
}

function momentsOf(p: Owed, untold: Instant | null): { about: PromiseAlert['about']; due: Instant }[] {
  const word = p.nextUpdateDue
  return [
    ...(word !== null ? [{ about: 'update' as const, due: word }] : []),
    ...(word === null || word < p.due ? [{ about: 'promise' as const, due: p.due }] : []),
    ...(untold !== null ? [{ about: 'untold' as const, due: plus(untold, { minutes: LEAD_MINUTES }) }] : []),
  ]
}

function hearers(step: AlertStep, ownerId: MemberId, behind: Behind): readonly MemberId[] {
  const backup = behind.backupId !== null && behind.backupId !== ownerId ? [behind.backupId] : []
  switch (step) {
    case 'owner':
      return behind.ownerRests ? backup : [ownerId]
    case 'backup':
      return backup
    case 'manager':
      return behind.managerIds.filter((id) => id !== ownerId)
  }
}
