import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { undoSend } from '../../../contract/channels.ts'
import { say } from '../../ui/toasts.tsx'
import { type Message, patchThread, useTalkAct } from '../talk.ts'
import { readDraft, writeDraft } from './drafts.ts'

/** Takes a reply back before it leaves: its words, files and recipients stand in the composer again, before what was begun since. */
export function useUndoSend(id: string): (message: Message) => Promise<void> {
  const t = useTranslations('conversations.composer')
  const queryClient = useQueryClient()
  const undo = useTalkAct(undoSend, id)
  return async (message) => {
    const done = await undo({ params: { messageId: message.id } })
    if (!done) return
    patchThread(queryClient, id, (items) => items.filter((m) => m.id !== message.id))
    const begun = readDraft(id)
    const files = message.attachments.map(({ id: fileId, name, size, type }) => ({
      id: fileId,
      name,
      size,
      type,
    }))
    const byMail = message.recipients.to.length > 0
    const words = begun.reply === '' ? message.text : `${message.text}\n\n${begun.reply}`
    writeDraft(
      id,
      {
        mode: 'reply',
        reply: words,
        files: [...files, ...begun.files],
        keeps: [...new Set([...done.opened, ...begun.keeps])],
        to: byMail ? message.recipients.to : null,
        cc: byMail ? message.recipients.cc : null,
        bcc: byMail ? message.recipients.bcc : null,
      },
      true,
    )
    say({ id: `sent ${id}`, words: t('takenBack') })
  }
}
