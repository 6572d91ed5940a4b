import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { noteLesson } from '../../../contract/learning.ts'
import { FormTrouble } from '../../accounts/FormTrouble.tsx'
import { useForm } from '../../accounts/use-form.ts'
import { useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import css from './Given.module.css'
import type { GivenShown } from './given-data.ts'

/** What colleagues may learn of something that was given, in one field. */
export function LessonForm({ gesture, onClose }: { gesture: GivenShown; onClose: () => void }) {
  const t = useTranslations('goodwill.ofThem')
  const f = useTranslations('form')
  const act = useAct(noteLesson, { quiet: true, onSuccess: onClose })
  const form = useForm(
    { text: gesture.lesson?.text ?? '' },
    { error: act.error, check: ({ text }) => ({ text: text.trim() ? undefined : f('missing') }) },
  )
  const send = form.submit(({ text }) => {
    if (act.isPending) return
    act.mutate({ params: { gestureId: gesture.id }, body: { text: text.trim(), version: gesture.version } })
  })
  return (
    <form className={css.form} noValidate onSubmit={(event: FormEvent<HTMLFormElement>) => send(event)}>
      <TextArea {...form.text('text')} label={t('lessonLabel')} maxLength={2000} autoFocus />
      <FormTrouble trouble={form.whole} />
      <div className={css.acts}>
        <Button type="submit" size="s" busy={act.isPending}>
          {f('save')}
        </Button>
        <Button look="quiet" size="s" onClick={onClose}>
          {f('cancel')}
        </Button>
      </div>
    </form>
  )
}
