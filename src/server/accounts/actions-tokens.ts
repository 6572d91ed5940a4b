import {
  makeToken as decideToken,
  mayNotRevoke,
  TOKEN_PREFIX,
  type TokenScope,
} from '../../domain/accounts/tokens.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { flush } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { hashToken, newToken } from '../secret.ts'
import * as store from './store-tokens.ts'

/** How many letters of a token are kept, for its maker to know it by. */
const SHOWN = TOKEN_PREFIX.length + 4

/** Makes a token for programs of the one who asks; gives it back, for the only time. @throws Refused as the rule does. */
export async function makeToken(
  asked: Asked,
  input: { name: string; scopes: TokenScope[]; expiresAt: Instant },
): Promise<{ id: Id<'api_token'>; token: string }> {
  const working = await asked.db.read(asked.workspaceId, (db) =>
    store.countWorkingTokens(db, asked.member.id, asked.now),
  )
  const id = asked.newId<'api_token'>()
  const scopes = [...new Set(input.scopes)]
  const made = accept(decideToken(asked.member, { ...input, id, scopes }, working, asked.now))
  const token = TOKEN_PREFIX + newToken()
  await flush(asked, {
    writes: [
      store.insertToken(asked.workspaceId, {
        ...made,
        hash: hashToken(token),
        begins: token.slice(0, SHOWN),
      }),
    ],
    events: [
      {
        kind: 'token.made',
        subjects: { memberId: asked.member.id },
        data: { token: id, scopes: made.scopes },
      },
    ],
  })
  return { id, token }
}

/** Revokes a token; twice is once. @throws Refused `not_found` for somebody else's, unless one manages members. */
export async function revokeToken(asked: Asked, id: Id<'api_token'>): Promise<void> {
  const token = await asked.db.read(asked.workspaceId, (db) => store.findToken(db, id))
  if (!token) throw new Refused(refuse('not_found'))
  const no = mayNotRevoke(asked.member, token, asked.now)
  if (no) throw new Refused(no)
  if (token.revokedAt) return
  await flush(asked, {
    writes: [store.revokeToken(id, asked.now)],
    events: [{ kind: 'token.revoked', subjects: { memberId: token.memberId }, data: { token: id } }],
  })
}
