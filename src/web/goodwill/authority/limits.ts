import type { ReplyOf } from '../../../contract/endpoint.ts'
import type { listAuthorityLimits } from '../../../contract/goodwill.ts'
import type { AuthorityLimit } from '../../../domain/goodwill/authority.ts'

/** What somebody may decide by themselves, as the server shows it. */
export type Limit = ReplyOf<typeof listAuthorityLimits>['items'][number]

/** A limit as the rules look at it. */
export function ruleOf({ member, grantedBy, ...limit }: Limit): AuthorityLimit {
  return { ...limit, memberId: member?.id ?? null, grantedBy: grantedBy.id } as AuthorityLimit
}
