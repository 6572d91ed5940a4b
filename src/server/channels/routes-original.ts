import * as contract from '../../contract/original.ts'
import { type Route, route } from '../http/route.ts'
import { originalOfMessage, originalOfReceipt, showOriginal } from './raw-original.ts'

export const originalRoutes: Route[] = [
  route(contract.readOriginal, async (a, { params, query }) =>
    showOriginal(a, await originalOfMessage(a, params.messageId), query.from ?? 0),
  ),
  route(contract.readReceiptOriginal, async (a, { params, query }) =>
    showOriginal(a, await originalOfReceipt(a, params.inboundId), query.from ?? 0),
  ),
]
