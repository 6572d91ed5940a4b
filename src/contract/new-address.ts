import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, instant, shownId, text } from './shared.ts'

const waiting = z.object({
  address: z.string(),
  askedAt: instant,
  /** Until when it can be proven. */
  expiresAt: instant,
  /** A letter with the proof could leave; else whoever leads hands the link over. */
  byMail: z.boolean(),
})

export const readMyAddress = endpoint({
  name: 'readMyAddress',
  summary: 'The address I sign in with, and the one that waits to be proven',
  method: 'get',
  path: '/me/address',
  access: 'signed_in',
  reply: z.object({
    address: z.string(),
    waiting: waiting.nullable(),
    /** Until when whoever reads my old address can take the last change back; null: nobody can. */
    wayBackUntil: instant.nullable(),
  }),
})
export const askNewAddress = endpoint({
  name: 'askNewAddress',
  summary:
    'Ask for another address to sign in with: a letter to it carries a link that proves it, one to the old address says how to stop it; the old one holds until then',
  method: 'post',
  path: '/me/address',
  access: 'signed_in',
  fresh: true,
  body: z.object({ address: z.email().max(254) }),
  reply: waiting,
})
export const forgetNewAddress = endpoint({
  name: 'forgetNewAddress',
  summary: 'Let go of the address that waits to be proven',
  method: 'post',
  path: '/me/address/forget',
  access: 'signed_in',
})
export const proveNewAddress = endpoint({
  name: 'proveNewAddress',
  summary: 'Prove my new address by the link of its letter, once; from now on I sign in with it',
  method: 'post',
  path: '/me/address/prove',
  access: 'signed_in',
  body: z.object({ token: text(200) }),
  reply: z.object({ address: z.string() }),
})
export const stopNewAddress = endpoint({
  name: 'stopNewAddress',
  summary:
    'Stop a change of address by the link of the letter to the old one, or take it back for three days; every session ends',
  method: 'post',
  path: '/sign-in/address/stop',
  access: 'public',
  body: z.object({ token: text(200) }),
  reply: z.object({ tookBack: z.boolean() }),
})
export const listNewAddresses = endpoint({
  name: 'listNewAddresses',
  summary: 'Addresses of members that wait to be proven',
  method: 'get',
  path: '/members/new-addresses',
  access: 'members.manage',
  reply: z.object({ items: z.array(waiting.extend({ memberId: shownId('member') })) }),
})
export const handOverAddress = endpoint({
  name: 'handOverAddress',
  summary:
    'The link that proves a member’s new address, to hand over where no mailbox can send it; it works for them alone',
  method: 'post',
  path: '/members/{memberId}/new-address/link',
  access: 'members.manage',
  fresh: true,
  params: z.object({ memberId: id('member') }),
  reply: z.object({ url: z.string(), expiresAt: instant }),
})
