import type { Waiting } from '../../api/outbox.ts'
import { type Draft, readDraft, writeDraft } from '../composer/drafts.ts'

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
  const begun = readDraft(about)
  const again = id ? { id, text } : null
  if (begun[mode].trim() !== '') writeDraft(about, { mode, [mode]: `${text}\n\n${begun[mode]}` }, true)
  else if (origin) {
    const { reply, note, promises, notePromises, files, to, cc, began, beganAfter } = origin as Draft
    const kept =
      mode === 'note' ? { note, notePromises } : { reply, promises, files, to, cc, began, beganAfter }
    writeDraft(about, { mode, ...kept, again }, true)
  } else writeDraft(about, { mode, [mode]: text, again }, true)
}
