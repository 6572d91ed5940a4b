import * as contract from '../../contract/receipts.ts'
import { type Route, route } from '../http/route.ts'
import { askCheck } from './mail-in-check.ts'
import { showReceiptBook, showReceipts } from './views-receipts.ts'

export const receiptRoutes: Route[] = [
  route(contract.readReceiptBook, (a, { params }) => showReceiptBook(a, params.mailboxId)),
  route(contract.listReceipts, (a, { params, query }) => showReceipts(a, params.mailboxId, query)),
  route(contract.checkReceipts, (a, { params }) => askCheck(a, params.mailboxId)),
]
