import type { Hono } from 'hono'
import { accountRoutes } from './accounts/routes.ts'
import { newAddressRoutes } from './accounts/routes-address.ts'
import { safetyRoutes } from './accounts/routes-safety.ts'
import { awayRoutes } from './away/routes.ts'
import { mountMail } from './channels/raw.ts'
import { channelRoutes } from './channels/routes.ts'
import { enclosedRoutes } from './channels/routes-enclosed.ts'
import { junkRoutes } from './channels/routes-junk.ts'
import { lookBackRoutes } from './channels/routes-look-back.ts'
import { mailRoutes } from './channels/routes-mail.ts'
import { mailSignInRoutes } from './channels/routes-mail-sign-in.ts'
import { originalRoutes } from './channels/routes-original.ts'
import { outboxRoutes } from './channels/routes-outbox.ts'
import { plannedRoutes } from './channels/routes-planned.ts'
import { receiptRoutes } from './channels/routes-receipts.ts'
import { refileRoutes } from './channels/routes-refile.ts'
import { sendingRoutes } from './channels/routes-sending.ts'
import { contactRoutes } from './contact/routes.ts'
import { doorRoutes } from './contact/routes-door.ts'
import { mountPageLive } from './contact/routes-live.ts'
import { mountUnsubscribe, unsubscribeRoutes } from './contact/routes-unsubscribe.ts'
import { conversationRoutes } from './conversations/routes.ts'
import { bulkRoutes } from './conversations/routes-bulk.ts'
import { hereRoutes } from './conversations/routes-here.ts'
import { mergingRoutes } from './conversations/routes-merge.ts'
import { savedReplyRoutes } from './conversations/routes-saved-replies.ts'
import { savedViewRoutes } from './conversations/routes-saved-views.ts'
import { tagRoutes } from './conversations/routes-tags.ts'
import { listReadable } from './conversations/store-views.ts'
import { showHere } from './conversations/views-here.ts'
import { eventRoutes } from './events/routes.ts'
import { mountLive } from './events/stream.ts'
import { goodwillRoutes } from './goodwill/routes.ts'
import { authorityAskRoutes } from './goodwill/routes-asks.ts'
import { frictionRoutes } from './goodwill/routes-friction.ts'
import { learningRoutes } from './goodwill/routes-learning.ts'
import { recoveryRoutes } from './goodwill/routes-recovery.ts'
import type { Route } from './http/route.ts'
import { importRoutes } from './imports/routes.ts'
import { mountImportFiles } from './imports/routes-files.ts'
import { noticeRoutes } from './notices/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { mergeRoutes } from './people/routes-merge.ts'
import { promiseRoutes } from './promises/routes.ts'
import { askRoutes } from './promises/routes-asks.ts'
import { talkRoutes } from './promises/routes-conversations.ts'
import { handedRoutes } from './promises/routes-handed.ts'
import { leavingRoutes } from './promises/routes-leaving.ts'
import { mistakeRoutes } from './promises/routes-mistakes.ts'
import { standInRoutes } from './promises/routes-stand-in.ts'
import { showCoverMark } from './promises/views-cover.ts'
import { reportRoutes } from './reports/routes.ts'
import { searchRoutes } from './search/routes.ts'
import type { Services } from './services.ts'
import { todayRoutes } from './today/routes.ts'
import { demoRoutes } from './world/routes.ts'

/** Every route of every area. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...safetyRoutes,
  ...newAddressRoutes,
  ...peopleRoutes,
  ...mergeRoutes,
  ...conversationRoutes,
  ...tagRoutes,
  ...bulkRoutes,
  ...savedViewRoutes,
  ...savedReplyRoutes,
  ...hereRoutes,
  ...mergingRoutes,
  ...promiseRoutes,
  ...askRoutes,
  ...handedRoutes,
  ...leavingRoutes,
  ...standInRoutes,
  ...mistakeRoutes,
  ...talkRoutes,
  // Before what reads one gesture by its id: the list has a name in that place.
  ...learningRoutes,
  ...goodwillRoutes,
  ...authorityAskRoutes,
  ...recoveryRoutes,
  ...frictionRoutes,
  ...channelRoutes,
  ...plannedRoutes,
  ...mailRoutes,
  ...mailSignInRoutes,
  ...refileRoutes,
  ...sendingRoutes,
  ...outboxRoutes,
  ...enclosedRoutes,
  ...receiptRoutes,
  ...originalRoutes,
  ...junkRoutes,
  ...lookBackRoutes,
  ...contactRoutes,
  ...doorRoutes,
  ...unsubscribeRoutes,
  ...importRoutes,
  ...noticeRoutes,
  ...todayRoutes,
  ...searchRoutes,
  ...reportRoutes,
  ...awayRoutes,
  ...eventRoutes,
  ...demoRoutes,
]

/** What does not speak JSON: uploads, downloads, live screens, raw mail. */
export function mountAreas(app: Hono, services: Services): void {
  mountLive(app, services, { readable: listReadable, present: showHere, covers: showCoverMark })
  mountPageLive(app, services)
  mountUnsubscribe(app, services)
  mountMail(app, services)
  mountImportFiles(app, services)
}
