import type { ReplyOf } from '../../../contract/endpoint.ts'
import type { listGestures } from '../../../contract/goodwill.ts'

/** Something that was given, as it is shown. */
export type GivenShown = ReplyOf<typeof listGestures>['items'][number]
