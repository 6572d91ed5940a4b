import { z } from 'zod'
import { SWITCH_NAMES } from '../domain/contact/switches.ts'
import { endpoint } from './endpoint.ts'

const token = z.object({ token: z.string().max(200) })
/** A kind of mail somebody gets from us by ourselves, as the link in one of them shows it: whose it is, it does not tell. */
const state = z.object({
  name: z.enum(SWITCH_NAMES),
  on: z.boolean(),
  workspaceName: z.string(),
  language: z.string(),
})

export const readUnsubscribe = endpoint({
  name: 'readUnsubscribe',
  summary: 'Which kind of mail a link ends, and whether it still comes; looking changes nothing',
  method: 'get',
  path: '/public/unsubscribe/{token}',
  access: 'public',
  params: token,
  reply: state,
})
export const unsubscribe = endpoint({
  name: 'unsubscribe',
  summary: 'End a kind of mail, or have it again; the same as the switch on their own page',
  method: 'post',
  path: '/public/unsubscribe/{token}',
  access: 'public',
  params: token,
  body: z.object({ on: z.boolean() }),
  reply: state,
})
