import type { WorkspaceId } from '../../domain/shared/ids.ts'
import { type Instant, plus, type TimeZone } from '../../domain/shared/time.ts'
import type { Language } from '../../words/languages.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { actIn } from '../http/who.ts'
import { realNow } from '../jobs/real-time.ts'
import { sendPush } from '../push/send.ts'
import type { Services } from '../services.ts'
import { pushKeys } from './actions-devices.ts'
import { readersOf } from './jobs-readers.ts'
import { endDevice, listDevices, type StoredDevice, touchDevice } from './store-devices.ts'
import { type DueNotice, holdPush, listDue, settlePush } from './store-sending.ts'
import { namesOfWho } from './views-by.ts'
import { noticeLine, noticePath } from './views-words.ts'

/** How many notices are looked at in one go. */
const AT_ONCE = 50
/** How long one worker has a notice in hand: longer than the slowest devices keep it waiting (minutes). */
const IN_HAND = 5
/** How long after each failed try the next one comes (minutes); after the last of them it is given up. */
const BACK_OFF = [1, 5, 15, 60, 180]
/** How long a push service keeps what it cannot deliver: what is due is news for hours, not for days (seconds). */
const LASTS = 4 * 60 * 60

type Frame = {
  services: Services
  act: Act
  real: Instant
  zone: TimeZone
  by: string | null
  language: Language
}

/** Pushes what is due to the devices of its readers; each device gets a notice once, also when another one had to wait. */
export async function pushDue(services: Services, workspaceId: WorkspaceId): Promise<void> {
  const act = await actIn(services, workspaceId, { kind: 'system', id: null })
  const real = realNow(services)
  const { readers, devices, who } = await act.db.read(workspaceId, async (db) => {
    const due = await listDue(db, 'push', real, AT_ONCE)
    return {
      readers: await readersOf(services, act, db, due, real),
      devices: await listDevices(db, [...new Set(due.map((n) => n.memberId))]),
      who: await namesOfWho(db, due),
    }
  })
  for (const { member, zone, notices, language } of readers) {
    const mine = devices.filter((d) => d.memberId === member.id)
    for (const { notice, fate } of notices) {
      const { pushedTo } = notice
      const by = who(notice)?.name ?? null
      if (fate.as === 'wait') await quietly(act, holdPush(notice, fate.until, notice.pushAttempts))
      else if (fate.as === 'drop' || mine.length === 0)
        await quietly(act, settlePush(notice.id, { pushDue: null, pushedTo }))
      else await pushOne({ services, act, real, zone, by, language }, notice, mine)
    }
  }
}

async function pushOne(frame: Frame, notice: DueNotice, devices: readonly StoredDevice[]): Promise<void> {
  const { services, act, real, zone, by, language } = frame
  const attempts = notice.pushAttempts + 1
  if (!(await quietly(act, holdPush(notice, plus(real, { minutes: IN_HAND }), attempts)))) return
  const payload = JSON.stringify({
    title: language.words.notices.sent.title,
    body: noticeLine(notice, by, zone, act.now, language),
    url: noticePath(notice),
    tag: notice.id,
  })
  const keys = await pushKeys(services)
  const open = devices.filter((d) => !notice.pushedTo.includes(d.id))
  const outcomes = await Promise.all(
    open.map(async (device) => ({
      device,
      pushed: await sendPush({
        ...{ device, payload, keys, lasts: LASTS },
        topic: notice.id.replaceAll('-', '').slice(0, 32),
        contact: contactOf(services),
        loopback: services.config.careless,
      }),
    })),
  )
  const taken = outcomes.filter((o) => o.pushed.as === 'taken').map((o) => o.device)
  const problem = outcomes.flatMap(({ pushed }) => (pushed.as === 'later' ? pushed.problem : []))[0]
  const pushedTo = [...notice.pushedTo, ...taken.map((d) => d.id)]
  const wait = BACK_OFF[attempts - 1]
  const how = !problem
    ? { pushedAt: real }
    : wait === undefined
      ? { pushProblem: problem }
      : { pushDue: plus(real, { minutes: wait }) }
  if (problem) services.log.warn({ notice: notice.id, problem }, 'a notice could not be pushed')
  await flush(act, {
    writes: [
      settlePush(notice.id, { ...how, pushedTo }),
      ...taken.map((d) => touchDevice(d.id, real)),
      ...outcomes.filter((o) => o.pushed.as === 'gone').map((o) => endDevice(o.device.id, 'gone', real)),
    ],
    events: [],
  })
}

// Apple refuses anything but a real address; push works over https only in any case.
function contactOf(services: Services): string {
  const url = services.publicUrl()
  return url.startsWith('https:') ? url : 'mailto:servus@localhost.example'
}

/** Writes unless another worker was quicker; tells whether it was written. */
async function quietly(act: Act, write: ReturnType<typeof holdPush>): Promise<boolean> {
  try {
    await flush(act, { writes: [write], events: [] })
    return true
  } catch (e) {
    if (e instanceof Refused) return false
    throw e
  }
}
