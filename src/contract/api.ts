import * as accounts from './accounts.ts'
import * as asks from './asks.ts'
import * as believed from './believed.ts'
import * as bulk from './bulk.ts'
import * as channels from './channels.ts'
import * as contact from './contact.ts'
import * as conversations from './conversations.ts'
import * as counter from './counter.ts'
import * as door from './door.ts'
import * as enclosed from './enclosed.ts'
import type { Endpoint } from './endpoint.ts'
import * as forms from './forms.ts'
import * as goodwill from './goodwill.ts'
import * as handed from './handed.ts'
import * as handovers from './handovers.ts'
import * as happenings from './happenings.ts'
import * as here from './here.ts'
import * as imports from './imports.ts'
import * as inbound from './inbound.ts'
import * as invitations from './invitations.ts'
import * as junk from './junk.ts'
import * as learning from './learning.ts'
import * as leaving from './leaving.ts'
import * as lookBack from './look-back.ts'
import * as mailSignIn from './mail-sign-in.ts'
import * as mailboxes from './mailboxes.ts'
import * as merging from './merging.ts'
import * as mistakes from './mistakes.ts'
import * as needs from './needs.ts'
import * as newAddress from './new-address.ts'
import * as notices from './notices.ts'
import * as original from './original.ts'
import * as outbox from './outbox.ts'
import * as passedOn from './passed-on.ts'
import * as people from './people.ts'
import * as peopleMerge from './people-merge.ts'
import * as planned from './planned.ts'
import * as promises from './promises.ts'
import * as putAway from './put-away.ts'
import * as receipts from './receipts.ts'
import * as recovery from './recovery.ts'
import * as refiling from './refiling.ts'
import * as reports from './reports.ts'
import * as safety from './safety.ts'
import * as savedReplies from './saved-replies.ts'
import * as search from './search.ts'
import * as sending from './sending.ts'
import * as standingIn from './standing-in.ts'
import * as tags from './tags.ts'
import * as today from './today.ts'
import * as unsubscribe from './unsubscribe.ts'
import * as views from './views.ts'

function endpointsOf(area: Record<string, unknown>): Endpoint[] {
  return Object.values(area).filter(
    (x): x is Endpoint =>
      typeof x === 'object' && x !== null && 'method' in x && 'path' in x && 'access' in x,
  )
}

/** Every endpoint of the API, for the document, the mount and the tests that must see them all. */
export const api: readonly Endpoint[] = [
  accounts,
  invitations,
  happenings,
  safety,
  newAddress,
  people,
  peopleMerge,
  conversations,
  needs,
  handovers,
  bulk,
  here,
  planned,
  tags,
  views,
  savedReplies,
  merging,
  channels,
  counter,
  mailboxes,
  mailSignIn,
  sending,
  outbox,
  enclosed,
  inbound,
  receipts,
  original,
  junk,
  believed,
  passedOn,
  refiling,
  forms,
  leaving,
  lookBack,
  imports,
  promises,
  asks,
  goodwill,
  recovery,
  learning,
  handed,
  standingIn,
  mistakes,
  contact,
  door,
  unsubscribe,
  notices,
  today,
  search,
  reports,
  putAway,
].flatMap((area) => endpointsOf(area as Record<string, unknown>))
