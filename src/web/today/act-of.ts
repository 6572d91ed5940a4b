import type { TodayItem } from './why.ts'

/** Promises that are kept by telephone; for the others a number in the way would not help. */
const CALLS = /\b(calls?|rings?|phones?|telephones?)\b/i

/** What a line of Today asks for: something to press where it stands, or a way to where it is done, with the words for it. */
export type LineAct =
  | {
      readonly is: 'press'
      readonly what: 'greet' | 'serve' | 'call' | 'tookPlace' | 'allow' | 'helpNow' | 'toldThem'
    }
  | { readonly is: 'go'; readonly words: 'open' | 'look' | 'answer' | 'tell' }

const GO = {
  update: 'tell',
  handover: 'answer',
  asked: 'answer',
  asked_back: 'look',
  rule_asked: 'answer',
  stands_in: 'open',
  conversation: 'open',
  woken: 'open',
  promise: 'open',
} as const

/** The one act of a line; `maySay` tells whether who looks may write in conversations. */
export function actOf(item: TodayItem, now: string, maySay: boolean): LineAct {
  if (item.kind === 'arrival') return { is: 'press', what: 'greet' }
  if (item.kind === 'greeted') return { is: 'press', what: 'serve' }
  if (item.kind === 'yes_asked') return { is: 'press', what: 'allow' }
  if (item.kind === 'yes_answered') return { is: 'press', what: 'toldThem' }
  if (item.kind === 'may_help')
    return item.why[0]?.code === 'may_help' ? { is: 'press', what: 'helpNow' } : { is: 'go', words: 'tell' }
  // While the answer is waited for, there is nothing to tell yet: how it stands is to be seen.
  if (item.gift?.kind) return { is: 'go', words: 'look' }
  const calls = item.kind === 'not_told' || (item.kind === 'promise' && CALLS.test(item.what))
  if (calls && item.telephone) return { is: 'press', what: 'call' }
  if (item.nextContactId && maySay && item.at && item.at <= now) return { is: 'press', what: 'tookPlace' }
  if (
    (item.kind === 'promise' && item.care !== 'none') ||
    (item.kind === 'stands_in' && item.care === 'late')
  )
    return { is: 'go', words: 'tell' }
  return { is: 'go', words: GO[item.kind as keyof typeof GO] ?? 'look' }
}
