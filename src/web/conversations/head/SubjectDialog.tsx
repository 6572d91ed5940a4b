import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { nameConversation } from '../../../contract/conversations.ts'
import css from '../../promises/Form.module.css'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sayWhile } from '../../ui/toasts.tsx'
import { type Talk, useTalkAct } from '../talk.ts'

/** Says in a few words what the conversation is about. */
export function SubjectDialog({ talk, onClose }: { talk: Talk; onClose: () => void }) {
  const t = useTranslations('conversations.more')
  const [subject, setSubject] = useState(talk.subject)
  const name = useTalkAct(nameConversation, talk.id)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const words = subject.trim()
    onClose()
    if (words === talk.subject) return
    const call = (to: string) =>
      name({ params: { conversationId: talk.id }, body: { subject: to } }, { subject: to })
    void sayWhile(call(words), { words: t('subjectNow'), undo: () => void call(talk.subject) })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('subject')} size="s">
      <form className={css.form} onSubmit={submit}>
        <TextField
          label={t('subjectLabel')}
          value={subject}
          maxLength={500}
          hint={t('subjectHint')}
          onChange={(event) => setSubject(event.target.value)}
        />
        <div className={css.acts}>
          <Button type="submit" look="filled">
            {t('save')}
          </Button>
          <DialogClose render={<Button look="quiet">{t('cancel')}</Button>} />
        </div>
      </form>
    </Dialog>
  )
}
