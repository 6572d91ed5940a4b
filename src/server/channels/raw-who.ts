import type { Context } from 'hono'
import { mayNot, type Permission } from '../../domain/accounts/permissions.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { isId } from '../db/ids.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { asked } from '../http/who.ts'
import type { Services } from '../services.ts'

/** Who asks, if they may. @throws Refused. */
export async function askedFor(services: Services, c: Context, permission: Permission): Promise<Asked> {
  const who = await asked(services, c)
  const no = mayNot(who.member, permission, who.now)
  if (no) throw new Refused(no)
  return who
}

/** The id in the path. @throws Refused `not_found` for what is none. */
export function idIn<Id extends string>(c: Context): Id {
  const id = (c.req.param('id') ?? '').toLowerCase()
  if (!isId(id)) throw new Refused(refuse('not_found'))
  return id as Id
}

/** `Content-Disposition` with a file name in any script (RFC 6266, RFC 5987). */
export function disposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  )
  return `${how}; filename="${plain}"; filename*=UTF-8''${exact}`
}
