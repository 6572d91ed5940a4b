import { useQuery } from '@tanstack/react-query'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { type listReceipts, readReceiptBook } from '../../../contract/receipts.ts'
import type { MailboxId } from '../../../domain/shared/ids.ts'
import { reading } from '../../api/queries.ts'

export type Book = ReplyOf<typeof readReceiptBook>
export type ReceiptLine = ReplyOf<typeof listReceipts>['items'][number]
export type LineState = ReceiptLine['state']

/** Reads the book of a mailbox; how far a look has come is no event, so it is asked for. */
export function useBook(mailboxId: MailboxId) {
  return useQuery({
    ...reading(readReceiptBook, { params: { mailboxId } }),
    refetchInterval: ({ state }) => ((state.data as Book | undefined)?.check.underWay ? 1000 : 30_000),
  })
}
