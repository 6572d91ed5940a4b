import { useTranslations } from 'use-intl'
import { nameConversation } from '../../../contract/conversations.ts'
import { Meanwhile } from '../../accounts/Meanwhile.tsx'
import { useForm } from '../../accounts/use-form.ts'
import { useMeanwhile } from '../../accounts/use-meanwhile.ts'
import css from '../../promises/Form.module.css'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { type Talk, useTalkAct } from '../talk.ts'

/** Says in a few words what the conversation is about. Whoever was quicker is seen first; nothing is overwritten. */
export function SubjectDialog({ talk, onClose }: { talk: Talk; onClose: () => void }) {
  const t = useTranslations('conversations.more')
  const name = useTalkAct(nameConversation, talk.id)
  const present = { subject: talk.subject }
  const fields = useForm(present)
  const { base, met } = useMeanwhile(fields, { values: present, version: talk.version }, { error: null })
  const submit = fields.submit(async ({ subject }) => {
    const words = subject.trim()
    if (words === talk.subject) return onClose()
    if (met.rows.some((row) => met.chosen(row) === null)) return
    // Not shown before it is done: what stands on the page meanwhile is what a colleague wrote.
    const call = (to: string, was: string) =>
      name({ params: { conversationId: talk.id }, body: { subject: to, was: { subject: was } } })
    if (!(await call(words, base.subject))) return
    say({ words: t('subjectNow'), undo: () => void call(base.subject, words) })
    onClose()
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('subject')} size="s">
      <form className={css.form} onSubmit={submit}>
        <TextField
          label={t('subjectLabel')}
          maxLength={500}
          hint={t('subjectHint')}
          {...fields.text('subject')}
        />
        <Meanwhile met={met} says={{ labels: { subject: t('subjectLabel') } }} />
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
