import type { Hono } from 'hono'
import type { Services } from '../services.ts'
import { mountFiles } from './raw-files.ts'
import { mountMessages } from './raw-messages.ts'
import { mountInbound } from './raw-post.ts'

/** What of mail does not speak JSON: raw messages in and out, HTML mail, attachments. */
export function mountMail(app: Hono, services: Services): void {
  mountInbound(app, services)
  mountMessages(app, services)
  mountFiles(app, services)
}
