import * as contract from '../../contract/new-address.ts'
import { isWaiting } from '../../domain/accounts/new-address.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import { fromEpochMs } from '../../domain/shared/time.ts'
import { publicRoute, type Route, route } from '../http/route.ts'
import * as actions from './actions-address.ts'
import { sessionOf } from './actions-safety.ts'
import * as store from './store-address.ts'

const shown = ({ address, askedAt, expiresAt, byMail }: store.KeptAddress) => ({
  ...{ address, askedAt, expiresAt, byMail },
})

/** Another address to sign in with: asking, proving, stopping, handing the link over. */
export const newAddressRoutes: Route[] = [
  route(contract.readMyAddress, async (a) => {
    const { userId } = sessionOf(a)
    const now = fromEpochMs(a.services.clock())
    const it = await store.findNewAddress(a.db, { userId })
    return {
      address: await actions.addressOf(a.services, userId),
      waiting: it && isWaiting(it, now) ? shown(it) : null,
      wayBackUntil: it?.provedAt && now < it.expiresAt ? it.expiresAt : null,
    }
  }),
  route(contract.askNewAddress, async (a, { body }) => shown(await actions.askNewAddress(a, body.address))),
  route(contract.forgetNewAddress, (a) => actions.forgetNewAddress(a)),
  route(contract.proveNewAddress, async (a, { body }) => ({
    address: await actions.proveNewAddress(a, body.token),
  })),
  publicRoute(contract.stopNewAddress, async ({ services }, { body }) => ({
    tookBack: await actions.stopNewAddress(services, body.token),
  })),
  route(contract.listNewAddresses, async (a) => {
    const now = fromEpochMs(a.services.clock())
    const items = await a.db.read(a.workspaceId, (db) => store.listNewAddresses(db, now))
    return { items: items.map((it) => ({ ...shown(it), memberId: it.memberId })) }
  }),
  route(contract.handOverAddress, (a, { params }) => actions.handOverAddress(a, params.memberId as MemberId)),
]
