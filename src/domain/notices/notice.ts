import {
  addDays,
  atLocal,
  type Instant,
  type LocalTime,
  later,
  localParts,
  plus,
  type TimeZone,
} from '../shared/time.ts'

/** What those who serve are told of. Each kind can be switched by whoever gets it. */
export const NOTICE_KINDS = [
  'promise_due',
  'promise_backup',
  'promise_given',
  'promise_changed',
  'not_told',
  'assigned',
  'answered',
  'handover',
  'mention',
  'yes_asked',
  'yes_answered',
  'yes_settled',
  'rule',
  'learn',
  'look_back',
  'mail_amiss',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

export const MAIL_CHOICES = ['off', 'at_once', 'digest'] as const
/** How somebody wants to hear of a kind. */
export type NoticeChoice = {
  readonly inApp: boolean
  readonly mail: (typeof MAIL_CHOICES)[number]
  readonly push: boolean
}
/** When somebody rests, in their place's time (null: at no hour), and when a digest comes. */
export type NoticeHabits = {
  readonly quietFrom: LocalTime | null
  readonly quietTo: LocalTime | null
  readonly digestAt: LocalTime
}

export const USUAL_HABITS: NoticeHabits = { quietFrom: null, quietTo: null, digestAt: '08:00' as LocalTime }

const loud: NoticeChoice = { inApp: true, mail: 'off', push: true }
const calm: NoticeChoice = { inApp: true, mail: 'off', push: false }
/** How kinds are told to whoever never chose: in the app; pushed where others wait; mailed when somebody else may need it. */
export const USUAL_CHOICES: Readonly<Record<NoticeKind, NoticeChoice>> = {
  promise_due: loud,
  promise_backup: { inApp: true, mail: 'at_once', push: true },
  promise_given: loud,
  promise_changed: calm,
  not_told: { inApp: true, mail: 'at_once', push: true },
  assigned: calm,
  answered: calm,
  handover: loud,
  mention: loud,
  yes_asked: loud,
  yes_answered: loud,
  yes_settled: calm,
  rule: calm,
  learn: calm,
  look_back: calm,
  mail_amiss: { inApp: true, mail: 'at_once', push: true },
}

/** Minutes a mail waits: what was read in the app by then is not mailed. */
export const MAIL_WAITS = 5

/** When a notice leaves on each way; null where it does not. */
export type Leaving = {
  readonly inApp: boolean
  readonly mailAt: Instant | null
  readonly digest: boolean
  readonly pushAt: Instant | null
}

/** Works out how a notice leaves: as chosen, never in somebody's quiet hours, a digest at their time of day. */
export function leaving(choice: NoticeChoice, habits: NoticeHabits, zone: TimeZone, now: Instant): Leaving {
  const awake = (at: Instant) => nextAwake(at, habits, zone)
  const mailAt =
    choice.mail === 'off'
      ? null
      : awake(
          choice.mail === 'digest'
            ? nextTime(now, habits.digestAt, zone)
            : plus(now, { minutes: MAIL_WAITS }),
        )
  return {
    inApp: choice.inApp,
    mailAt,
    digest: choice.mail === 'digest',
    pushAt: choice.push ? awake(now) : null,
  }
}

/** Tells whether a moment lies in somebody's quiet hours; they may reach over midnight. */
export function isQuiet(at: Instant, habits: NoticeHabits, zone: TimeZone): boolean {
  const { quietFrom: from, quietTo: to } = habits
  if (from === null || to === null || from === to) return false
  const { time } = localParts(at, zone)
  return from < to ? from <= time && time < to : from <= time || time < to
}

/** The moment itself, or the end of the quiet hours it lies in. */
export function nextAwake(at: Instant, habits: NoticeHabits, zone: TimeZone): Instant {
  return isQuiet(at, habits, zone) ? nextTime(at, habits.quietTo!, zone) : at
}

function nextTime(after: Instant, time: LocalTime, zone: TimeZone): Instant {
  const today = localParts(after, zone).date
  const here = atLocal(today, time, zone)
  return here > after ? here : later(after, atLocal(addDays(today, 1), time, zone))
}
