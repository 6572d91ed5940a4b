import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { undoSend } from '../../../contract/channels.ts'
import { say } from '../../ui/toasts.tsx'
import { type Message, patchThread, useTalkAct } from '../talk.ts'
import { writeDraft } from './drafts.ts'

/** Takes a reply back before it leaves: its words, files and recipients stand in the composer again. */
export function useUndoSend(id: string): (message: Message) => Promise<void> {
  const t = useTranslations('conversations.composer')
  const queryClient = useQueryClient()
  const undo = useTalkAct(undoSend, id)
  return async (message) => {
    const done = await undo({ params: { messageId: message.id } })
    if (!done) return
    patchThread(queryClient, id, (items) => items.filter((m) => m.id !== message.id))
    writeDraft(id, {
      mode: 'reply',
      reply: message.text,
      files: message.attachments.map(({ id: fileId, name, size, type }) => ({
        id: fileId,
        name,
        size,
        type,
      })),
      to: message.recipients.to.length > 0 ? message.recipients.to : null,
      cc: message.recipients.to.length > 0 ? message.recipients.cc : null,
      kept: 'saved',
    })
    say({ id: `sent ${id}`, words: t('takenBack') })
  }
}
