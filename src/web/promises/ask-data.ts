import type { listAsks } from '../../contract/asks.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'

/** What one colleague asks of another, as the screens get it. */
export type AskShown = ReplyOf<typeof listAsks>['items'][number]
