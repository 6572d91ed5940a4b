import { readDraft, writeDraft } from './drafts.ts'

let begun: string | null = null

/** Begins a reply from elsewhere: these words, which keep what was promised, after what is being written there already. */
export function beginReply(id: string, words: string, keeps: readonly string[]): void {
  const draft = readDraft(id)
  const reply = draft.reply.trim() === '' ? words : `${draft.reply}\n\n${words}`
  const again = draft.reply.includes(words)
  writeDraft(
    id,
    {
      mode: 'reply',
      reply: again ? draft.reply : reply,
      keeps: [...new Set([...draft.keeps, ...keeps])],
    },
    true,
  )
  begun = id
}

/** Tells, once, whether somebody comes to a conversation to go on with a reply that was begun elsewhere. */
export function wasBegunElsewhere(id: string): boolean {
  const is = begun === id
  begun = null
  return is
}
