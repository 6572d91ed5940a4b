import type { Waiting } from '../../api/outbox.ts'
import type { Draft } from '../composer/drafts.ts'
import { putBack } from '../composer/put-back.ts'

type Said = { body?: { id?: string; text?: string; words?: string } }

/** The words of something that waits, if it has any. */
export function wordsOf({ input }: Pick<Waiting, 'input'>): string | undefined {
  const { text, words } = (input as Said).body ?? {}
  return text ?? words
}

/** Puts the words of a reply or a note that did not go back where they were written, before what was begun since. */
export function backToComposer({ act, about, input, origin }: Waiting): void {
  const mode = act === 'sendReply' ? 'reply' : act === 'writeNote' ? 'note' : null
  const { id, text } = (input as Said).body ?? {}
  if (!mode || !about || !text) return
  const { promises, notePromises, files, keeps, to, cc, bcc, began, beganAfter } = (origin ??
    {}) as Partial<Draft>
  const kept = mode === 'note' ? { notePromises } : { promises, files, keeps, to, cc, bcc, began, beganAfter }
  putBack(about, { mode, [mode]: text, ...kept }, id ?? null)
}
