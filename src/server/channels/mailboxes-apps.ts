import {
  isSafePlace,
  MAIL_PROVIDERS,
  type MailProvider,
  PRESETS,
  type SignInPlaces,
  takesBack,
} from '../../domain/channels/mail-sign-in.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { sayKept } from '../../words/kept.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { realNow } from '../jobs/real-time.ts'
import { seal } from '../secret.ts'
import type { Services } from '../services.ts'
import { demandAuthorities } from './mailboxes-servers.ts'
import { aboutApp } from './mailboxes-tokens.ts'
import * as store from './store-mail-sign-in.ts'
import { listMailboxes, wakeMailboxesOf } from './store-mailboxes.ts'

/** What people set of an app. `secret`, `caPem` absent: as it was; null: it has none. */
export type AppInput = SignInPlaces & {
  clientId: string
  secret?: string | null | undefined
  caPem?: string | null | undefined
}

/** Where a provider sends people back to: one address each, so that none can answer for another (RFC 9700 §4.4.2.2). */
export function redirectUrl(services: Services, provider: MailProvider): string {
  return `${services.publicUrl()}/mail-sign-in/${provider}`
}

/** Every provider with the app registered there, or what stands there before one is; never a secret. */
export async function showApps(asked: Asked) {
  const { apps, boxes } = await asked.db.read(asked.workspaceId, async (db) => ({
    apps: await store.listApps(db),
    boxes: await listMailboxes(db),
  }))
  return MAIL_PROVIDERS.map((provider) => {
    const app = apps.find((one) => one.provider === provider)
    const { authorizeUrl, tokenUrl, revokeUrl, scopes } = app ?? PRESETS[provider]
    return {
      ...{ provider, authorizeUrl, tokenUrl, revokeUrl, scopes },
      state: !app ? ('not_set_up' as const) : app.problem ? ('broken' as const) : ('set_up' as const),
      problem: sayKept(asked.language.words, app?.problem ?? null),
      clientId: app?.clientId ?? '',
      hasSecret: (app?.secret ?? null) !== null,
      caPem: app?.caPem ?? null,
      redirectUrl: redirectUrl(asked.services, provider),
      mailboxes: boxes.filter((m) => m.provider === provider && !m.archivedAt).length,
      version: app?.version ?? 0,
    }
  })
}

/** One provider as screens show it. */
export async function showApp(asked: Asked, provider: MailProvider) {
  return (await showApps(asked)).find((app) => app.provider === provider)!
}

/**
 * Sets up an app or changes it. Another place for tokens, or another authority, wants the secret anew, lest the kept one be sent to a
 * server somebody chose for that; what mailboxes were given for another app or place is not used any more. Those that waited try again.
 * @throws Refused `changed_meanwhile`, `invalid_input` naming the field, `gives_back_elsewhere`, `authority_unreadable`, `authorities_alike`.
 */
export async function saveApp(
  asked: Asked,
  provider: MailProvider,
  { version, secret: typed, caPem: given, ...input }: AppInput & { version: number },
): Promise<void> {
  const before = await asked.db.read(asked.workspaceId, (db) => store.findApp(db, provider))
  if ((before?.version ?? 0) !== version) throw new Refused(refuse('changed_meanwhile'))
  for (const field of ['authorizeUrl', 'tokenUrl', 'revokeUrl'] as const) {
    const url = input[field]
    if (url !== null && !isSafePlace(url)) throw new Refused(refuse('invalid_input', { field }))
  }
  if (input.revokeUrl !== null && !takesBack(input.tokenUrl, input.revokeUrl))
    throw new Refused(
      refuse('gives_back_elsewhere', {
        field: 'revokeUrl',
        values: { server: new URL(input.tokenUrl).host },
      }),
    )
  const caPem = given === undefined ? (before?.caPem ?? null) : given
  if (caPem !== before?.caPem) demandAuthorities(caPem, 'caPem')
  const trusts = caPem === null || caPem === before?.caPem
  const known = before === null || (trusts && sendsSecretAsBefore(before, input))
  if (typed === undefined && (before === null || (before.secret !== null && !known)))
    throw new Refused(refuse('invalid_input', { field: 'secret' }))
  const about = aboutApp(asked.workspaceId, provider)
  const secret =
    typed === undefined ? before!.secret : typed === null ? null : seal(asked.services.secret, about, typed)
  const app = { ...input, provider, secret, caPem, problem: null }
  await flush(asked, {
    writes: [
      before ? store.updateApp(app, version) : store.insertApp(asked.workspaceId, app),
      store.hurryGrants(provider),
      wakeMailboxesOf(provider, asked.now),
    ],
    events: [{ kind: 'mail_app.changed', subjects: {}, data: { provider, secret: typed !== undefined } }],
  })
}

/** Takes an app away, by which no mailbox is signed in; for ten minutes it can be had back as it was. @throws Refused `mail_app_used`, `not_found`. */
export async function removeApp(asked: Asked, provider: MailProvider): Promise<void> {
  const used = (await showApp(asked, provider)).mailboxes
  if (used > 0) throw new Refused(refuse('mail_app_used', { values: { count: used } }))
  await flush(asked, {
    writes: [store.removeApp(provider, realNow(asked.services))],
    events: [{ kind: 'mail_app.removed', subjects: {}, data: { provider } }],
  })
}

/** Has an app back that was removed. @throws Refused `not_found` after ten minutes, or where another was set up meanwhile. */
export async function restoreApp(asked: Asked, provider: MailProvider): Promise<void> {
  await flush(asked, {
    writes: [store.restoreApp(provider, realNow(asked.services))],
    events: [{ kind: 'mail_app.restored', subjects: {}, data: { provider } }],
  })
}

function sendsSecretAsBefore(before: store.StoredApp, { tokenUrl, revokeUrl }: AppInput): boolean {
  const sentTo = [before.tokenUrl, before.revokeUrl].flatMap((url) => (url ? [new URL(url).origin] : []))
  return [tokenUrl, revokeUrl].every((url) => url === null || sentTo.includes(new URL(url).origin))
}
