import { Readable } from 'node:stream'
import type { Context, Hono } from 'hono'
import type { MessageId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { load } from '../conversations/actions.ts'
import * as messages from '../conversations/store-messages.ts'
import { Refused } from '../db/refused.ts'
import { sanitizeMailHtml } from '../mail/sanitize.ts'
import { isForward } from '../mail/subject.ts'
import type { Services } from '../services.ts'
import { imageUrl } from './raw-files.ts'
import { originalOfMessage, originalOfReceipt, refusedBlob, wholeOriginal } from './raw-original.ts'
import { mailPage } from './raw-page.ts'
import { askedFor, disposition, idIn } from './raw-who.ts'

const NOTHING_RUNS =
  "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"

/** `GET /api/messages/:id/html`, `GET /api/messages/:id/raw`, `GET /api/inbound-mails/:id/raw`, for those who may read the conversation. */
export function mountMessages(app: Hono, services: Services): void {
  app.get('/api/messages/:id/html', async (c) => {
    const asked = await askedFor(services, c, 'conversations.read')
    const id = idIn<MessageId>(c)
    const found = await asked.db.read(asked.workspaceId, async (db) => ({
      message: await messages.findHtml(db, id),
      subject: (await messages.findMessages(db, [id]))[0]?.subject ?? '',
      files: await messages.listAttachments(db, [id]),
    }))
    if (!found.message?.html) throw new Refused(refuse('not_found'))
    await load(asked, found.message.conversationId)
    const allowRemote = c.req.query('remote') === '1'
    const cidUrl = (contentId: string) => {
      const file = found.files.find((f) => f.contentId === contentId)
      return file ? imageUrl(services, asked.workspaceId, file.id) : null
    }
    const forward = isForward(found.subject)
    const safe = sanitizeMailHtml(found.message.html, { cidUrl, allowRemote, forward })
    // Links open apart; nothing else of a mail may act. Its images come from us, from within, and if asked from elsewhere.
    const policy = `sandbox allow-popups allow-popups-to-escape-sandbox; ${NOTHING_RUNS}; img-src 'self' data:${allowRemote ? ' https:' : ''}`
    return c.html(mailPage(safe.html), 200, {
      'content-security-policy': policy,
      'x-blocked-images': String(safe.blockedImages),
      'cache-control': 'private, max-age=300',
    })
  })

  app.get('/api/messages/:id/raw', async (c) => {
    const asked = await askedFor(services, c, 'conversations.read')
    const id = idIn<MessageId>(c)
    return await rawMail(services, c, (await originalOfMessage(asked, id)).sha256, id)
  })

  app.get('/api/inbound-mails/:id/raw', async (c) => {
    const asked = await askedFor(services, c, 'conversations.read')
    const id = idIn<string>(c)
    return await rawMail(services, c, (await originalOfReceipt(asked, id)).sha256, id)
  })
}

// Read twice: once its bytes are on their way, that they are others could be told to nobody.
async function rawMail(services: Services, c: Context, sha256: string, id: string): Promise<Response> {
  await wholeOriginal(services, sha256)
  const stream = await services.blobs.stream(sha256).catch((e) => {
    throw refusedBlob(e)
  })
  return c.body(Readable.toWeb(stream) as ReadableStream, 200, {
    'content-type': 'message/rfc822',
    'content-disposition': disposition('attachment', `${id}.eml`),
    'content-security-policy': `sandbox; ${NOTHING_RUNS}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=300',
  })
}
