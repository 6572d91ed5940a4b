import type { ReplyOf } from '../../../contract/endpoint.ts'
import type { listHouseRules, readFriction } from '../../../contract/recovery.ts'

export type Friction = ReplyOf<typeof readFriction>
export type HouseRule = ReplyOf<typeof listHouseRules>['items'][number]
