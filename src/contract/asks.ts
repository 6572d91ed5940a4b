import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { customerPromise } from './promises.ts'
import { id, instant, instantIn, memberRef, page, pageQuery, shownId, text } from './shared.ts'

export const askStates = ['open', 'accepted', 'declined', 'withdrawn'] as const

/** What one colleague asks of another; once they name a day it is their promise. */
export const ask = z
  .object({
    id: shownId('ask'),
    text: z.string(),
    by: memberRef,
    of: memberRef,
    wishedAs: z.string().nullable(),
    wishedBy: instant.nullable(),
    conversation: z.object({ id: shownId('conversation'), subject: z.string() }).nullable(),
    askedAt: instant,
    /** When it came back because who was asked has left; null while it is with somebody. */
    returnedAt: instant.nullable(),
    state: z.enum(askStates),
    settledAt: instant.nullable(),
    why: z.string().nullable(),
    promiseId: shownId('promise').nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'Ask' })

export const listAsks = endpoint({
  name: 'listAsks',
  summary: 'What colleagues ask of me (the oldest first), or what I asked of them (the latest first)',
  method: 'get',
  path: '/asks',
  access: 'promises.read',
  query: z.object({ ...pageQuery, of: z.enum(['me', 'others']).default('me') }),
  reply: page(ask),
})
export const makeAsk = endpoint({
  name: 'makeAsk',
  summary: 'Ask a colleague for something; it binds nobody until they name a day',
  method: 'post',
  path: '/asks',
  access: 'promises.write',
  body: z.object({
    id: id('ask').optional(),
    askedOf: id('member'),
    text: text(2000),
    wishedAs: text(200).nullable().optional(),
    wishedBy: instantIn.nullable().optional(),
    conversationId: id('conversation').optional(),
  }),
  reply: ask,
})
const act = (name: string, summary: string, verb: string) => ({
  name,
  summary,
  method: 'post' as const,
  path: `/asks/{askId}/${verb}`,
  access: 'promises.write' as const,
  params: z.object({ askId: id('ask') }),
})
const version = z.number().int()
export const acceptAsk = endpoint({
  ...act('acceptAsk', 'Promise what a colleague asked of me, by a day I name', 'accept'),
  body: z.object({
    promiseId: id('promise').optional(),
    due: instantIn,
    saidAs: text(200).nullable().optional(),
    version,
  }),
  reply: customerPromise,
})
export const declineAsk = endpoint({
  ...act('declineAsk', 'Say why I cannot do what a colleague asked of me', 'decline'),
  body: z.object({ why: text(2000), version }),
  reply: ask,
})
export const passAsk = endpoint({
  ...act('passAsk', 'Ask somebody else for what came back because who was asked has left', 'pass'),
  body: z.object({ askedOf: id('member'), version }),
  reply: ask,
})
export const withdrawAsk = endpoint({
  ...act('withdrawAsk', 'Need it no more: what I asked of a colleague', 'withdraw'),
  body: z.object({ version }),
  reply: ask,
})
