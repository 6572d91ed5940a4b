import type { UpdateKind } from './promise.ts'

/** A word on the way as the customer reads it in a mail; `by` is the next word's moment in their words, null for none. */
export function updateWords(u: {
  readonly kind: UpdateKind
  readonly promise: string
  readonly text: string
  readonly reason: string | null
  readonly by: string | null
  readonly from: string
}): string {
  const about = `“${u.promise}”`
  const sentence = (s: string) => (/[.!?…]$/.test(s) ? s : `${s}.`)
  const first = {
    progress: sentence(u.text),
    ready: sentence(u.text),
    no_progress: sentence(`No news yet about ${about}: ${u.reason ?? u.text}`),
    delay: sentence(`It takes longer: ${u.reason ?? u.text}`),
  }[u.kind]
  const more =
    (u.kind === 'no_progress' || u.kind === 'delay') && u.reason && u.text ? [sentence(u.text)] : []
  const next = u.by ? [`You hear from me again by ${u.by}.`] : []
  return [[first, ...more, ...next].join('\n\n'), u.from].join('\n\n')
}
