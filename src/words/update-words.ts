import type { UpdateKind } from '../domain/promises/promise.ts'
import { firstName } from '../domain/shared/first-name.ts'
import { fill, type Words } from './words.ts'

/**
 * A word on the way as the customer reads it in a mail, in their language; `by` is the next word's moment in their words, null
 * for none. It is signed by who said it (`from`); the next word comes from who has the promise now (`owner`): both whole names.
 */
export function updateWords(
  words: Words,
  u: {
    readonly kind: UpdateKind
    readonly promise: string
    readonly text: string
    readonly reason: string | null
    readonly by: string | null
    /** The new date itself in their words, where the word tells that it moved. */
    readonly due?: string | null
    readonly from: string
    readonly owner: string
  },
): string {
  const { quoted, noNews, delay, newDate, again, againFrom } = words.promises.letter
  const about = fill(quoted, { text: u.promise })
  const why = u.reason ?? u.text
  const sentence = (s: string) => (/[.!?…。！？]$/.test(s) ? s : `${s}.`)
  const first = {
    progress: sentence(u.text),
    ready: sentence(u.text),
    no_progress: sentence(fill(noNews, { about, why })),
    delay: sentence(fill(delay, { why })),
  }[u.kind]
  const more =
    (u.kind === 'no_progress' || u.kind === 'delay') && u.reason && u.text ? [sentence(u.text)] : []
  const moved = u.due ? [fill(newDate, { about, due: u.due })] : []
  const other = u.owner === u.from ? null : firstName(u.owner)
  const nextWord = (by: string) => (other ? fill(againFrom, { name: other, by }) : fill(again, { by }))
  const next = u.by ? [nextWord(u.by)] : []
  return [[first, ...more, ...moved, ...next].join('\n\n'), u.from].join('\n\n')
}
