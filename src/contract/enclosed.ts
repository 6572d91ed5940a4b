import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { address } from './messages.ts'
import { id, instant } from './shared.ts'

/** A point of a calendar: the moment where its zone is known, else the date and the time on the wall as they stand there. */
const calendarTime = z.object({ at: instant.nullable(), date: z.string(), time: z.string().nullable() })

export const readEnclosed = endpoint({
  name: 'readEnclosed',
  summary: 'What is in an attachment that is a mail or an invitation; neither for anything else',
  method: 'get',
  path: '/attachments/{attachmentId}/inside',
  access: 'conversations.read',
  params: z.object({ attachmentId: id('attachment') }),
  reply: z.object({
    mail: z
      .object({
        from: address.nullable(),
        to: z.array(address),
        cc: z.array(address),
        date: instant.nullable(),
        subject: z.string(),
        segments: z.array(z.object({ text: z.string(), folded: z.boolean() })),
        files: z.array(z.object({ name: z.string(), type: z.string(), size: z.number() })),
      })
      .nullable(),
    invitation: z
      .object({
        method: z.enum(['request', 'cancel', 'reply', 'other']),
        what: z.string(),
        where: z.string().nullable(),
        starts: calendarTime,
        ends: calendarTime.nullable(),
        repeats: z.boolean(),
        organiser: address.nullable(),
        answer: z.enum(['accepted', 'declined', 'tentative']).nullable(),
      })
      .nullable(),
  }),
})
