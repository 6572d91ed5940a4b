import type { Gesture } from '../../domain/goodwill/gesture.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { Refused } from '../db/refused.ts'
import { grantAuthority, makeGesture } from '../goodwill/actions.ts'
import { askAuthority, grantAsk } from '../goodwill/actions-asks.ts'
import { changeRule, noteFriction } from '../goodwill/actions-friction.ts'
import { giveCause, lookAt, noteLesson } from '../goodwill/actions-learning.ts'
import { openCase, promiseCheckBack, takeStep } from '../goodwill/actions-recovery.ts'
import { findGesture } from '../goodwill/store.ts'
import { findAsk } from '../goodwill/store-asks.ts'
import { findFriction, findRule } from '../goodwill/store-friction.ts'
import { findCause } from '../goodwill/store-learning.ts'
import { findCase } from '../goodwill/store-recovery.ts'
import { keepPromise } from '../promises/actions.ts'
import { findPromise } from '../promises/store.ts'
import type { ColleagueName, CustomerName } from './cast.ts'
import type { Stage } from './stage.ts'

const EUROS = 'EUR'

/**
 * Tells what was given in the months before, and what came of it. Nobody waits for a yes on the morning itself: ten minutes later it would
 * be late, and somebody who turns the clock looks at something else just then.
 */
export async function tellGoodwill(s: Stage): Promise<void> {
  await authority(s)
  await loaners(s)
  await aboveTheLimit(s)
  await madeRight(s)
}

/** Who may decide how much, as Greta said in spring. */
async function authority(s: Stage): Promise<void> {
  const bounds = { kind: null, siteId: null, currency: EUROS, memberId: null, period: 'month' as const }
  const greta = s.as('Greta', s.at(160, '09:00'))
  await grantAuthority(greta, {
    ...{ ...bounds, role: 'member', perCase: 50_00, perCustomer: 100_00, perMember: 300_00 },
    reason: 'Whoever stands before somebody decides.',
  })
  await grantAuthority(greta, {
    ...{ ...bounds, role: 'manager', perCase: 250_00, perCustomer: 500_00, perMember: null },
    reason: 'What does not wait for me.',
  })
}

/** Three times somebody waited for a loaner: the third one opened a cause, and Luis sees to it. */
async function loaners(s: Stage): Promise<void> {
  const waits: [number, CustomerName, ColleagueName, number, string][] = [
    [74, 'tomas', 'Ana', 30_00, 'An hour in the hall for a loaner we had promised.'],
    [24, 'kemal', 'Dina', 20_00, 'The loaner was still out when the van came in.'],
    [17, 'helen', 'Ana', 20_00, 'She went home by taxi because no loaner was back.'],
    [9, 'ole', 'Luis', 20_00, 'The loaner had an empty tank, and he had a train to catch.'],
  ]
  let last: Gesture['id'] | null = null
  for (const [days, who, by, minor, why] of waits)
    last = await makeGesture(s.as(by, s.at(days, '11:20')), {
      ...{ personId: s.person[who], kind: 'voucher', money: { minor, currency: EUROS } },
      ...{ why, evidence: 'none', cause: 'The loaner was not ready' },
    })
  const luis = s.as('Luis', s.at(9, '11:30'))
  const { causeId, version } = await found(s, last!, findGesture)
  await noteLesson(luis, last!, {
    text: 'I drove him to the station. That helped more than the voucher did.',
    version,
  })
  const cause = await found(s, causeId!, findCause)
  await giveCause(s.as('Ana', s.at(8, '08:10')), cause.id, {
    ownerId: s.member.Luis,
    version: cause.version,
  })
}

/** Twice somebody asked for more than they may decide; the first of these was looked at, the second one waits for it. */
async function aboveTheLimit(s: Stage): Promise<void> {
  const first = await asks(
    s,
    'Dina',
    40,
    'jonas',
    120_00,
    'Three weeks without a car for a part we ordered late.',
  )
  await lookAt(s.as('Greta', s.at(38, '16:00')), first, {
    needMet: 'yes',
    nextTime: 'Offer the small blue car for the whole time, and on the first day.',
    mend: 'Ask the factory for its date before we name one.',
  })
  // More than Ana may decide: Greta allows it, so that it is Ana who looks at it.
  await asks(s, 'Luis', 6, 'helen', 280_00, 'We fitted the tyre, and it lost air twice.', 'Greta')
}

/** Somebody asks, it is allowed, and whom it is for is told. */
async function asks(
  s: Stage,
  by: ColleagueName,
  days: number,
  who: CustomerName,
  minor: number,
  why: string,
  of: ColleagueName = 'Ana',
): Promise<Gesture['id']> {
  const id = await askAuthority(s.as(by, s.at(days, '10:20')), {
    ...{ personId: s.person[who], kind: 'refund', money: { minor, currency: EUROS } },
    ...{ why, evidence: 'seen' },
  })
  const ask = await found(s, id, findAsk)
  await grantAsk(s.as(of, s.at(days, '10:24')), id, ask.version)
  const promise = await found(s, ask.customerPromiseId, findPromise)
  await keepPromise(s.as(by, s.at(days, '10:26')), promise.id, promise.version)
  return ask.gestureId
}

/** Kemal waited for his invoice: what is done so that it is right again, and the rule that was in the way. */
async function madeRight(s: Stage): Promise<void> {
  const dina = (time: string) => s.as('Dina', s.at(1, time))
  const opened = await openCase(dina('15:05'), {
    personId: s.person.kemal,
    theirs: 'He closes his own books on Friday and asked for one sheet of paper three times.',
    known: 'The invoice lies with our accountant, who hands it back on Wednesdays only.',
  })
  const version = async () => (await found(s, opened, findCase)).version
  for (const [step, time] of [
    ['heard', '15:06'],
    ['apologised', '15:07'],
  ] as const)
    await takeStep(dina(time), opened, { step, taken: true, version: await version() })
  await promiseCheckBack(dina('15:10'), opened, {
    text: 'Dina asks Kemal whether his books are closed',
    saidAs: 'next Tuesday',
    due: s.at(-5, '10:00'),
    version: await version(),
  })
  const noted = await noteFriction(dina('15:12'), {
    rule: 'Invoices leave the house on Wednesdays only',
    personId: s.person.kemal,
    words: 'He needed it on Monday, and it was ready.',
  })
  const { ruleId } = await found(s, noted, findFriction)
  const rule = await found(s, ruleId, findRule)
  await changeRule(s.as('Greta', s.at(1, '17:00')), rule.id, {
    ownerId: s.member.Greta,
    version: rule.version,
  })
}

/** What stands under an id by now. */
async function found<Id, One>(
  s: Stage,
  id: Id,
  find: (db: Parameters<typeof findCase>[0], id: Id) => Promise<One | null>,
): Promise<One> {
  const { db, workspaceId } = s.as('Ana', s.at(0, '08:00'))
  const one = await db.read(workspaceId, (r) => find(r, id))
  if (!one) throw new Refused(refuse('not_found'))
  return one
}
