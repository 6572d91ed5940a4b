import { readEnclosed } from '../../contract/enclosed.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { load } from '../conversations/actions.ts'
import * as messages from '../conversations/store-messages.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { readInvitation } from '../mail/invitation.ts'
import { parseMail } from '../mail/parse.ts'
import { shown, sound } from './mail-in-receipt.ts'
import { refusedBlob } from './raw-original.ts'

type Enclosed = ReplyOf<typeof readEnclosed>

const NOTHING: Enclosed = { mail: null, invitation: null }
/** What is larger is downloaded, not shown. */
const LARGEST = 30 * 1024 * 1024

export const enclosedRoutes: Route[] = [
  route(readEnclosed, (a, { params }) => showEnclosed(a, params.attachmentId)),
]

/**
 * What stands in an attached mail or calendar file, for those who may read its conversation.
 * @throws Refused `not_found`, `file_lost`, `file_damaged`.
 */
async function showEnclosed(asked: Asked, id: string): Promise<Enclosed> {
  const found = await asked.db.read(asked.workspaceId, async (db) => {
    const [file] = await messages.findAttachments(db, [id])
    const [message] = file?.messageId ? await messages.findMessages(db, [file.messageId]) : []
    return file && message ? { file, conversationId: message.conversationId } : null
  })
  if (!found) throw new Refused(refuse('not_found'))
  await load(asked, found.conversationId)
  const { type, size, sha256 } = found.file
  const isCalendar = type === 'text/calendar' || type === 'application/ics'
  if ((!isCalendar && type !== 'message/rfc822') || size > LARGEST) return NOTHING
  const bytes = await asked.services.blobs.get(sha256).catch((e) => {
    throw refusedBlob(e)
  })
  return isCalendar
    ? { mail: null, invitation: invitationIn(bytes) }
    : { mail: await mailIn(bytes), invitation: null }
}

function invitationIn(bytes: Uint8Array): Enclosed['invitation'] {
  const found = readInvitation(bytes)
  if (!found) return null
  const { uid: _uid, organiser, ...said } = sound(found)
  return { ...said, organiser: organiser && shown(organiser) }
}

async function mailIn(bytes: Uint8Array): Promise<Enclosed['mail']> {
  const parsed = await parseMail(bytes)
  if ('unreadable' in parsed) return null
  const { from, to, cc, date, subject, segments, attachments } = sound(parsed)
  return {
    from: from && shown(from),
    to: to.map(shown),
    cc: cc.map(shown),
    date,
    subject,
    segments: [...segments],
    files: attachments.map(({ name, type, size }) => ({ name, type, size })),
  }
}
