import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { customerPromise } from './promises.ts'
import { id, instant, memberRef, page, pageQuery, shownId } from './shared.ts'

/** How it stands with a promise that was handed over together with others. */
export const handedStates = ['untouched', 'taken_up', 'elsewhere', 'settled'] as const

export const handed = z
  .object({
    id: shownId('handing'),
    by: memberRef,
    to: memberRef,
    at: instant,
    /** Those the one who asks may read. Whoever handed them over can take back what is untouched. */
    promises: z.array(z.object({ state: z.enum(handedStates), promise: customerPromise })),
  })
  .meta({ id: 'Handed' })

export const listHanded = endpoint({
  name: 'listHanded',
  summary: 'What I handed over in one act, and what was handed to me so, the latest first',
  method: 'get',
  path: '/handed-promises',
  access: 'promises.read',
  query: z.object(pageQuery),
  reply: page(handed),
})
export const takeBackHanded = endpoint({
  name: 'takeBackHanded',
  summary: 'Give what I handed over, and nobody has touched since, back to who had it',
  method: 'post',
  path: '/handed-promises/{handingId}/take-back',
  access: 'promises.write',
  params: z.object({ handingId: id('handing') }),
  reply: z.object({ taken: z.number().int(), stayed: z.number().int() }),
})
