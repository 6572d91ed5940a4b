import type { GestureKind } from '../../domain/goodwill/gesture.ts'
import type { Standing } from '../../domain/promises/alerts.ts'
import type { ConversationId, HandoverId, MemberId, PersonId, PromiseId } from '../../domain/shared/ids.ts'
import type { Money } from '../../domain/shared/money.ts'
import type { TodayGroup, TodayItem } from '../../domain/today/order.ts'
import type * as accounts from '../accounts/store.ts'
import type { Reader } from '../db/database.ts'
import type { Asked } from '../http/route.ts'

/** How many conversations Today looks through. */
export const MOST = 200
/** How many promises that are late stand on Today at once: the rest stands among the promises, and it is said so. */
export const LATE = 50

/** What a line of goodwill opens, and what is to be given where it can be allowed from there. */
export type Gift = {
  readonly id: string
  readonly version: number | null
  readonly kind: GestureKind | null
  readonly money: Money | null
}

type Why = { code: string; values: Record<string, string | number> }

/** An item of Today with what its line shows beside its order. */
export type Told = {
  item: TodayItem
  personId: PersonId | null
  colleague: string | null
  what: string
  conversationId: ConversationId | null
  promiseId?: PromiseId
  /** With which version the promise can be kept from its line. */
  promiseVersion?: number
  handoverId?: HandoverId
  nextContactId?: string
  mine: boolean
  /** Who gave the word, where it was not the one who looks. */
  giver?: string | null
  gift?: Gift
  /** What the reason names beside its moment. */
  values?: Why['values']
  /** What is said after the reason it stands where it stands. */
  more?: Why[]
}

/** What more there is of a sort than stands in a group; `count` is null where not all of it may be read by who looks, or counted in time. */
export type More = {
  readonly group: TodayGroup
  readonly of: 'waiting' | 'late' | 'soon' | 'stands_in' | 'loose' | 'rules' | 'causes'
  readonly count: number | null
}

/** Lines, and what there is more of. */
export type Found = { readonly lines: Told[]; readonly more: More[] }

/** Who looks, and what every kind of line is made with. */
export type Looking = {
  readonly db: Reader
  readonly asked: Asked
  readonly site: accounts.Site | undefined
  readonly members: readonly accounts.StoredMember[]
  /** Who rests, and who stands in for whom. */
  readonly standing: readonly Standing[]
  /** Whether they rest themselves, and the mark of what breaks are to them. */
  readonly rests: boolean
  readonly cover: string
  /** A colleague's name, past ones too. */
  readonly nameOf: (id: MemberId | null) => string | null
}
