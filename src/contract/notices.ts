import { z } from 'zod'
import { GESTURE_KINDS } from '../domain/goodwill/gesture.ts'
import { MAIL_CHOICES, NOTICE_KINDS } from '../domain/notices/notice.ts'
import { endpoint } from './endpoint.ts'
import { id, instant, memberRef, page, pageQuery, personRef, shownId, text } from './shared.ts'
import { meanwhile } from './standing-in.ts'

const kind = z.enum(NOTICE_KINDS)

/** Something one is told. What it is about is read anew each time, so that it tells nothing one may no longer read. */
const notice = z
  .object({
    id: shownId('notice'),
    kind,
    at: instant,
    readAt: instant.nullable(),
    /** Who did it; null where it came by itself. */
    by: memberRef.nullable(),
    /** Who can keep nothing any more, where what was theirs comes to me or back to me. */
    leaver: memberRef.nullable(),
    person: personRef.nullable(),
    promise: z.object({ id: shownId('promise'), text: z.string(), owner: memberRef }).nullable(),
    conversation: z.object({ id: shownId('conversation'), subject: z.string() }).nullable(),
    /** What is asked for or was given, the rule or the cause it is about, and the words beside it: why, or why not. */
    goodwill: z
      .object({
        kind: z.enum(GESTURE_KINDS).nullable(),
        money: z.object({ minor: z.number().int(), currency: z.string() }).nullable(),
        name: z.string().nullable(),
        words: z.string().nullable(),
      })
      .nullable(),
    /** Codes and moments: `about` and `due` of what falls due, `as` of what changed. */
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Notice' })

export const readBell = endpoint({
  name: 'readBell',
  summary: 'How many notices I have not read (counted to 100), and whether I am on a break',
  method: 'get',
  path: '/notices/bell',
  access: 'signed_in',
  reply: z.object({ unread: z.number().int(), onBreak: z.boolean() }),
})
export const listNotices = endpoint({
  name: 'listNotices',
  summary: 'What I was told, the latest first',
  method: 'get',
  path: '/notices',
  access: 'signed_in',
  query: z.object(pageQuery),
  reply: page(notice),
})
export const markNoticeRead = endpoint({
  name: 'markNoticeRead',
  summary: 'Say that I have read a notice',
  method: 'post',
  path: '/notices/{noticeId}/read',
  access: 'signed_in',
  params: z.object({ noticeId: id('notice') }),
})
export const markNoticesRead = endpoint({
  name: 'markNoticesRead',
  summary: 'Say that I have read all notices up to one, or all about a conversation or promise',
  method: 'post',
  path: '/notices/read',
  access: 'signed_in',
  body: z.union([
    z.strictObject({ upTo: id('notice') }),
    z.strictObject({ conversationId: id('conversation') }),
    z.strictObject({ promiseId: id('promise') }),
  ]),
})

const choice = z.object({ inApp: z.boolean(), mail: z.enum(MAIL_CHOICES), push: z.boolean() })
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 08:30')
const device = z.object({
  id: shownId('device'),
  label: z.string(),
  endpoint: z.string(),
  createdAt: instant,
  lastOkAt: instant.nullable(),
})
const settings = z
  .object({
    choices: z.array(choice.extend({ kind })),
    quietFrom: z.string().nullable(),
    quietTo: z.string().nullable(),
    digestAt: z.string(),
    /** 0 until I first chose. */
    version: z.number().int(),
    backupId: shownId('member').nullable(),
    /** Whether a mailbox of the workspace can send. */
    canMail: z.boolean(),
    devices: z.array(device),
  })
  .meta({ id: 'NoticeSettings' })
export const readNoticeSettings = endpoint({
  name: 'readNoticeSettings',
  summary: 'How I want to be told of what, when I rest, and who stands in for me',
  method: 'get',
  path: '/me/notices',
  access: 'signed_in',
  reply: settings,
})
export const chooseNotice = endpoint({
  name: 'chooseNotice',
  summary: 'Choose how I am told of one kind of thing',
  method: 'put',
  path: '/me/notices/kinds/{kind}',
  access: 'signed_in',
  params: z.object({ kind }),
  body: choice,
  reply: settings,
})
export const chooseNoticeTimes = endpoint({
  name: 'chooseNoticeTimes',
  summary: 'Choose my quiet hours and when a digest comes, in the time of my site',
  method: 'put',
  path: '/me/notices/times',
  access: 'signed_in',
  body: z
    .object({
      quietFrom: time.nullable(),
      quietTo: time.nullable(),
      digestAt: time,
      version: z.number().int(),
    })
    .refine((h) => (h.quietFrom === null) === (h.quietTo === null), {
      message: 'quiet hours have a beginning and an end',
      path: ['quietTo'],
    }),
  reply: settings,
})
export const chooseBackup = endpoint({
  name: 'chooseBackup',
  summary: 'Choose who is told after me when a word I owe is due',
  method: 'put',
  path: '/me/backup',
  access: 'signed_in',
  body: z.object({ memberId: id('member').nullable() }),
  reply: settings,
})
export const startBreak = endpoint({
  name: 'startBreak',
  summary: 'Be left in peace: what would be pushed or mailed waits',
  method: 'post',
  path: '/me/break',
  access: 'signed_in',
})
export const endBreak = endpoint({
  name: 'endBreak',
  summary:
    'Be back from a break: whoever stood in for it does so no more, and what others did with my promises is told once',
  method: 'delete',
  path: '/me/break',
  access: 'signed_in',
  /** The latest first, of each promise the last; no more than fifty. */
  reply: z.object({ meanwhile: z.array(meanwhile) }),
})

export const readMeanwhile = endpoint({
  name: 'readMeanwhile',
  summary: 'What others did with my promises during the break I came back from some minutes ago',
  method: 'get',
  path: '/me/break/meanwhile',
  access: 'signed_in',
  /** As `endBreak` told it; empty once it is longer ago. */
  reply: z.object({ meanwhile: z.array(meanwhile) }),
})

export const readPushKey = endpoint({
  name: 'readPushKey',
  summary: 'The key by which push services know this installation',
  method: 'get',
  path: '/push-key',
  access: 'signed_in',
  reply: z.object({ publicKey: z.string() }),
})
/** So many letters of base64url, as browsers give their keys; padding is let go. */
const key = (letters: number) =>
  z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${letters}}=*$`), 'not a key of a browser')
export const addDevice = endpoint({
  name: 'addDevice',
  summary: 'Have notices pushed to this browser',
  method: 'post',
  path: '/me/devices',
  access: 'signed_in',
  body: z.object({
    endpoint: z.url().max(1000),
    p256dh: key(87),
    auth: key(22),
    label: text(100),
  }),
  reply: device,
})
export const removeDevice = endpoint({
  name: 'removeDevice',
  summary: 'Have nothing pushed to a browser any more',
  method: 'delete',
  path: '/me/devices/{deviceId}',
  access: 'signed_in',
  params: z.object({ deviceId: id('device') }),
})
