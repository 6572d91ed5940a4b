import type { TodayItem } from './why.ts'

/** Promises that are kept by telephone; for the others a number in the way would not help. */
const CALLS = /\b(calls?|rings?|phones?|telephones?)\b/i

/** What a line of Today asks for: something to press where it stands, or a way to where it is done, with the words for it. */
export type LineAct =
  | { readonly is: 'press'; readonly what: 'greet' | 'serve' | 'call' | 'tookPlace' }
  | { readonly is: 'go'; readonly words: 'open' | 'look' | 'answer' | 'tell' }

const GO = {
  update: 'tell',
  handover: 'answer',
  asked: 'answer',
  asked_back: 'look',
  stands_in: 'open',
  conversation: 'open',
  woken: 'open',
  promise: 'open',
} as const

/** The one act of a line; `maySay` tells whether who looks may write in conversations. */
export function actOf(item: TodayItem, now: string, maySay: boolean): LineAct {
  if (item.kind === 'arrival') return { is: 'press', what: 'greet' }
  if (item.kind === 'greeted') return { is: 'press', what: 'serve' }
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
