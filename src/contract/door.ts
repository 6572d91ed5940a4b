import { z } from 'zod'
import { CONTACT_RULES } from '../domain/contact/can-contact.ts'
import { CONTACT_CHANNELS, PURPOSES } from '../domain/contact/consent.ts'
import { SWITCH_CHANNELS, SWITCH_NAMES } from '../domain/contact/switches.ts'
import { isValidTime, isValidTimeZone, type TimeZone, type Weekday } from '../domain/shared/time.ts'
import { endpoint } from './endpoint.ts'
import { address } from './messages.ts'
import { id, instant, shownId, text } from './shared.ts'

export const switchNames = [...SWITCH_NAMES]
export const switchChannels = [...SWITCH_CHANNELS]
export const nevers = ['deceased', 'do_not_contact', 'legal_hold'] as const

const decision = z.object({
  answer: z.enum(['allow', 'hold', 'deny']),
  rule: z.enum(CONTACT_RULES),
  /** When it leaves, where it has to wait. */
  until: instant.nullable(),
})
const switches = z.array(
  z.object({ name: z.enum(SWITCH_NAMES), channel: z.enum(SWITCH_CHANNELS), on: z.boolean() }),
)
const writingHours = z.object({
  from: z.string(),
  to: z.string(),
  /** 1 is Monday, 7 is Sunday. */
  quietDays: z.array(z.number()),
})

/** What somebody gets from us and why, for those who serve. */
export const contactWith = z
  .object({
    never: z.enum(nevers).nullable(),
    timeZone: z.string().nullable(),
    /** Where they may be, as far as it is known. */
    zones: z.array(z.string()),
    anyHour: z.boolean(),
    hours: writingHours,
    switches,
    /** Every step of their consent, the latest first. */
    steps: z.array(
      z.object({
        id: z.string(),
        switch: z.enum(SWITCH_NAMES).nullable(),
        purpose: z.enum([...PURPOSES, 'all']),
        channel: z.enum([...CONTACT_CHANNELS, 'all']),
        state: z.enum(['express', 'implied', 'withdrawn']),
        at: instant,
        expiresAt: instant.nullable(),
        wording: z.string(),
        how: z.enum(['page', 'form', 'spoken', 'paper', 'reply', 'import', 'unsubscribe']),
        /** Who wrote it down; null for the person themselves. */
        by: z.string().nullable(),
      }),
    ),
    /** What the door said lately, the latest first. */
    decisions: z.array(
      decision.extend({
        id: z.string(),
        purpose: z.enum(PURPOSES),
        channel: z.enum(CONTACT_CHANNELS),
        at: instant,
        promiseId: shownId('promise').nullable(),
      }),
    ),
  })
  .meta({ id: 'ContactWith' })

const person = z.object({ personId: id('person') })

export const readContact = endpoint({
  name: 'readContact',
  summary: 'What a person gets from us and why: consents with their history, hours, the last decisions',
  method: 'get',
  path: '/people/{personId}/contact',
  access: 'people.read',
  params: person,
  reply: contactWith,
})
export const changeContact = endpoint({
  name: 'changeContact',
  summary: 'Change whether we may write to a person at all, where they live, and whether at any hour',
  method: 'patch',
  path: '/people/{personId}/contact',
  access: 'people.write',
  params: person,
  body: z.object({
    never: z.enum(nevers).nullable().optional(),
    timeZone: z
      .string()
      .refine((zone): zone is TimeZone => isValidTimeZone(zone), 'a time zone like Europe/Berlin')
      .nullable()
      .optional(),
    anyHour: z.boolean().optional(),
  }),
  reply: contactWith,
})
export const recordConsent = endpoint({
  name: 'recordConsent',
  summary: 'Write down what a person agreed to or wants no more, in the words that were said or shown',
  method: 'post',
  path: '/people/{personId}/consents',
  access: 'people.write',
  params: person,
  body: z.object({
    switch: z.enum(SWITCH_NAMES),
    channel: z.enum(SWITCH_CHANNELS),
    on: z.boolean(),
    wording: text(2000),
    how: z.enum(['spoken', 'paper', 'form']),
  }),
  reply: contactWith,
})
export const previewContact = endpoint({
  name: 'previewContact',
  summary: 'What would happen to a word about a promise on each way, before it is said; stores nothing',
  method: 'get',
  path: '/promises/{promiseId}/contact',
  access: 'promises.read',
  params: z.object({ promiseId: id('promise') }),
  reply: z.object({
    items: z.array(decision.extend({ channel: z.enum(['email', 'phone']) })),
    /** In which a mail would say it. */
    language: z.string(),
    /** Whom a mail of it would go to, in its conversation or in one of its own; nobody where no mail can go. */
    mailTo: z.array(address),
    /** They have a link to their own page that works: else nobody reads it there. */
    hasPage: z.boolean(),
  }),
})
export const readWords = endpoint({
  name: 'readWords',
  summary: 'How the words of a promise that were to go by mail fared: sent, waiting, or not told and why',
  method: 'get',
  path: '/promises/{promiseId}/words',
  access: 'promises.read',
  params: z.object({ promiseId: id('promise') }),
  reply: z.object({
    items: z.array(
      z.object({
        updateId: z.string(),
        state: z.enum(['leaving', 'sent', 'waits', 'not_told', 'dropped']),
        rule: z.enum(CONTACT_RULES).nullable(),
        until: instant.nullable(),
      }),
    ),
  }),
})

export const listWritingHours = endpoint({
  name: 'listWritingHours',
  summary: 'When each site writes to people by itself',
  method: 'get',
  path: '/writing-hours',
  access: 'people.read',
  reply: z.object({
    items: z.array(writingHours.extend({ siteId: shownId('site'), name: z.string(), version: z.number() })),
  }),
})
const time = z.string().refine(isValidTime, 'a time like 09:00')
export const changeWritingHours = endpoint({
  name: 'changeWritingHours',
  summary: 'Change when a site writes to people by itself, and on which days not at all',
  method: 'put',
  path: '/sites/{siteId}/writing-hours',
  access: 'sites.manage',
  params: z.object({ siteId: id('site') }),
  body: z
    .object({
      from: time,
      to: time,
      quietDays: z
        .array(
          z
            .number()
            .int()
            .min(1)
            .max(7)
            .transform((day) => day as Weekday),
        )
        .max(6),
      version: z.number().int(),
    })
    .refine((h) => h.from < h.to, { path: ['to'], message: 'later than it begins' }),
})

const token = z.object({ token: text(300) })
/** The switches on a customer's own page. */
export const ownSwitches = z
  .object({
    switches,
    anyHour: z.boolean(),
    /** Between which times of their day we write by ourselves. */
    from: z.string(),
    to: z.string(),
    /** That nobody writes to them at all; switches change nothing then. */
    never: z.boolean(),
  })
  .meta({ id: 'OwnSwitches' })
export const readSwitches = endpoint({
  name: 'readSwitches',
  summary: 'What a customer gets from us and why, on their own page',
  method: 'get',
  path: '/public/page/{token}/switches',
  access: 'public',
  params: token,
  reply: ownSwitches,
})
export const turnSwitch = endpoint({
  name: 'turnSwitch',
  summary: 'The customer turns on or off what they get from us; it holds at once',
  method: 'post',
  path: '/public/page/{token}/switches',
  access: 'public',
  params: token,
  body: z.union([
    z.object({ name: z.enum(SWITCH_NAMES), channel: z.enum(SWITCH_CHANNELS), on: z.boolean() }),
    z.object({ name: z.literal('anyHour'), on: z.boolean() }),
  ]),
  reply: ownSwitches,
})
