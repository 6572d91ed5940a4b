import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, instant, shownId } from './shared.ts'

/** What nobody looks after while somebody rests. */
const alone = z.object({
  count: z.number().int(),
  /** When the first of them falls. */
  first: instant.nullable(),
})

export const readMyPromisesAlone = endpoint({
  name: 'readMyPromisesAlone',
  summary: 'How many promises of mine fall by tonight while I rest and nobody stands in for me',
  method: 'get',
  path: '/me/promises-alone',
  access: 'promises.read',
  reply: alone,
})
const standIn = z.object({ memberId: shownId('member').nullable() })
export const readStandIn = endpoint({
  name: 'readStandIn',
  summary: 'Who hears of a colleague’s promises in their place',
  method: 'get',
  path: '/members/{memberId}/stand-in',
  access: 'members.manage',
  params: z.object({ memberId: id('member') }),
  reply: standIn,
})
export const chooseStandIn = endpoint({
  name: 'chooseStandIn',
  summary: 'Name who hears of a colleague’s promises in their place',
  method: 'put',
  path: '/members/{memberId}/stand-in',
  access: 'members.manage',
  params: z.object({ memberId: id('member') }),
  body: z.object({ memberId: id('member').nullable() }),
  reply: standIn,
})
