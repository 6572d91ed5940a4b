import { bothOf, type Draft, readDraft, writeDraft } from './drafts.ts'

/** What was put back last, by conversation and kind: later words that did not go either come after it. */
const lastBack = new Map<string, string>()

/**
 * Puts a reply or a note that did not go back where it was written, with what was to go with it. Nothing that stands there is
 * overwritten: it comes before what was begun since, and after what was put back before. `id`: under which it was sent.
 */
export function putBack(conversationId: string, was: Partial<Draft>, id: string | null): void {
  const { mode = 'reply' } = was
  const words = was[mode]?.trim() ?? ''
  if (words === '') return
  const now = readDraft(conversationId)
  const place = `${conversationId} ${mode}`
  const before = lastBack.get(place)
  const follows = before !== undefined && now[mode].startsWith(before)
  const head = follows ? `${before}\n\n${words}` : words
  const since = now[mode].slice(follows ? before.length : 0).trim()
  const only = now[mode].trim() === ''
  lastBack.set(place, only ? words : head)
  writeDraft(
    conversationId,
    {
      ...goesWith(was, now, mode),
      // Whoever writes the other of the two just now goes on with it.
      mode: now[now.mode].trim() === '' ? mode : now.mode,
      [mode]: only ? words : since ? `${head}\n\n${since}` : head,
      again: only && id ? { id, text: words } : null,
      // The first of the words says after what all of them were begun.
      ...(mode === 'reply' &&
        !follows && { began: was.began ?? now.began, beganAfter: was.beganAfter ?? null }),
    },
    true,
  )
}

function goesWith(was: Partial<Draft>, now: Draft, mode: Draft['mode']): Partial<Draft> {
  if (mode === 'note') return { notePromises: [...now.notePromises, ...(was.notePromises ?? [])] }
  return bothOf(now, was)
}
