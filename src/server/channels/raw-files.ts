import { Readable } from 'node:stream'
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { WorkspaceId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { load } from '../conversations/actions.ts'
import * as messages from '../conversations/store-messages.ts'
import { flush } from '../db/flush.ts'
import { isId } from '../db/ids.ts'
import { Refused } from '../db/refused.ts'
import { problemReply } from '../http/problems.ts'
import { safeName } from '../mail/attachments.ts'
import { isSigned, sign } from '../secret.ts'
import type { Services } from '../services.ts'
import { refusedBlob } from './raw-original.ts'
import { askedFor, disposition, idIn } from './raw-who.ts'

/** The largest file that may be uploaded. */
const LARGEST_MB = 25
/** Pictures a browser shows without running anything in them (SVG does not belong here). */
const SAFE_IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif']
/** How long an address of a picture inside a mail holds (ms). */
const PICTURE_HOLDS = 24 * 60 * 60 * 1000

/** `POST /api/attachments` (multipart, field `file`) and `GET /api/attachments/:id/content`. */
export function mountFiles(app: Hono, services: Services): void {
  const tooLarge = () => refuse('too_large', { field: 'file', values: { limit: `${LARGEST_MB} MB` } })
  const maxSize = LARGEST_MB * 1024 * 1024
  // The form around the file weighs something too.
  const limit = bodyLimit({ maxSize: maxSize + 64 * 1024, onError: (c) => problemReply(c, tooLarge()) })
  app.post('/api/attachments', limit, async (c) => {
    const asked = await askedFor(services, c, 'conversations.write')
    const file = (await c.req.parseBody().catch(() => ({}) as Record<string, unknown>)).file
    if (!(file instanceof File)) throw new Refused(refuse('invalid_input', { field: 'file' }))
    if (file.size > maxSize) throw new Refused(tooLarge())
    const { sha256, size } = await services.blobs.put(new Uint8Array(await file.arrayBuffer()))
    const attachment = {
      ...{ id: asked.newId<'attachment'>(), messageId: null, sha256, size },
      ...{ name: safeName(file.name) || 'file', type: soundType(file.type), contentId: null, inline: false },
    }
    const write = messages.insertAttachment(asked.workspaceId, attachment, asked.member.id, asked.now)
    await flush(asked, { writes: [write], events: [] })
    const { id, name, type } = attachment
    return c.json({ id, name, size, type })
  })

  app.get('/api/attachments/:id/content', async (c) => {
    const id = idIn<string>(c)
    if (c.req.query('signed')) return await signedPicture(services, c, id)
    const asked = await askedFor(services, c, 'conversations.read')
    const [file] = await asked.db.read(asked.workspaceId, (db) => messages.findAttachments(db, [id]))
    if (!file) throw new Refused(refuse('not_found'))
    if (file.messageId) await demandReadable(asked, file.messageId)
    // What was uploaded and not sent yet is its uploader's own.
    else if (file.uploadedBy !== asked.member.id) throw new Refused(refuse('not_found'))
    return await content(services, c, file)
  })
}

/**
 * Where the picture of a `cid:` is served: signed and short-lived, because the frame that shows a mail is nobody (sandbox, no
 * origin), so that the browser sends no cookie with what it loads.
 */
export function imageUrl(services: Services, workspaceId: WorkspaceId, id: string): string {
  const until = String(Math.ceil((services.clock() + PICTURE_HOLDS) / PICTURE_HOLDS) * PICTURE_HOLDS)
  const signed = sign(services.secret, 'picture', workspaceId, id, until)
  return `/api/attachments/${id}/content?workspace=${workspaceId}&until=${until}&signed=${signed}`
}

async function signedPicture(services: Services, c: Context, id: string): Promise<Response> {
  const { workspace = '', until = '', signed = '' } = c.req.query()
  const stands = isId(workspace) && isSigned(signed, services.secret, 'picture', workspace, id, until)
  if (!stands || Number(until) < services.clock()) throw new Refused(refuse('not_found'))
  const [file] = await services.db.read(workspace as WorkspaceId, (db) => messages.findAttachments(db, [id]))
  if (!file || !SAFE_IMAGES.includes(file.type)) throw new Refused(refuse('not_found'))
  return await content(services, c, file)
}

async function demandReadable(asked: Parameters<typeof load>[0], messageId: messages.StoredMessage['id']) {
  const [message] = await asked.db.read(asked.workspaceId, (db) => messages.findMessages(db, [messageId]))
  if (!message) throw new Refused(refuse('not_found'))
  await load(asked, message.conversationId)
}

async function content(services: Services, c: Context, file: messages.StoredAttachment): Promise<Response> {
  const stream = await services.blobs.stream(file.sha256).catch((e) => {
    throw refusedBlob(e)
  })
  const shows = SAFE_IMAGES.includes(file.type)
  return c.body(Readable.toWeb(stream) as ReadableStream, 200, {
    'content-type': shows ? file.type : downloadType(file.type),
    'content-length': String(file.size),
    'content-disposition': disposition(shows ? 'inline' : 'attachment', file.name),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=86400, immutable',
  })
}

function soundType(type: string): string {
  const plain = type.split(';')[0]!.trim().toLowerCase()
  return /^[a-z0-9][\w!#$&^.+-]{0,60}\/[a-z0-9][\w!#$&^.+-]{0,100}$/.test(plain)
    ? plain
    : 'application/octet-stream'
}

// What a browser might run is handed over as bytes and nothing else.
function downloadType(type: string): string {
  return /html|xml|script|svg/i.test(type) ? 'application/octet-stream' : soundType(type)
}
