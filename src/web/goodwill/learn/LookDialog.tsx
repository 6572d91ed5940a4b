import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { lookAtGesture } from '../../../contract/learning.ts'
import { NEED_MET } from '../../../domain/goodwill/learning.ts'
import form from '../../accounts/Form.module.css'
import { FormTrouble } from '../../accounts/FormTrouble.tsx'
import { useForm } from '../../accounts/use-form.ts'
import { useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { Radios } from '../../ui/Radios.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { say } from '../../ui/toasts.tsx'
import { useSayGiven } from '../say-given.ts'
import type { Gesture } from './learn-data.ts'

/** The three questions of what was given beyond a limit. They ask what we learn, and nothing of who was wrong. */
export function LookDialog({ gesture, onClose }: { gesture: Gesture; onClose: () => void }) {
  const t = useTranslations('goodwill.learn')
  const f = useTranslations('form')
  const formId = useId()
  const sayGiven = useSayGiven()
  const act = useAct(lookAtGesture, {
    quiet: true,
    onSuccess: () => {
      say({ words: t('kept') })
      onClose()
    },
  })
  const { values, set, text, submit, wrongAt, whole } = useForm(
    { needMet: null as (typeof NEED_MET)[number] | null, nextTime: '', mend: '' },
    {
      error: act.error,
      check: (v) => ({
        needMet: v.needMet ? undefined : t('needMissing'),
        nextTime: v.nextTime.trim() ? undefined : f('missing'),
        mend: v.mend.trim() ? undefined : t('mendMissing'),
      }),
    },
  )
  const send = submit(({ needMet, nextTime, mend }) =>
    act.mutate({
      params: { gestureId: gesture.id },
      body: { needMet: needMet!, nextTime: nextTime.trim(), mend: mend.trim() },
    }),
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('lookTitle')}
      lede={
        gesture.person
          ? `${gesture.person.name}: ${sayGiven(gesture)}. ${t('why', { why: gesture.why })}`
          : `${sayGiven(gesture)}. ${t('hiddenWords', { name: gesture.madeBy.name })}`
      }
      actions={
        <>
          <Button type="submit" form={formId} look="filled" busy={act.isPending}>
            {t('keep')}
          </Button>
          <DialogClose render={<Button look="quiet">{f('cancel')}</Button>} />
        </>
      }
    >
      <form id={formId} noValidate onSubmit={send} className={form.fields}>
        <Radios
          label={t('needMet')}
          value={values.needMet}
          onChange={(needMet) => set('needMet', needMet)}
          error={wrongAt('needMet')}
          radios={NEED_MET.map((value) => ({ value, label: t(`met.${value}`) }))}
        />
        <TextArea label={t('nextTime')} rows={2} maxLength={2000} {...text('nextTime')} />
        <TextArea label={t('mend')} hint={t('mendHint')} rows={2} maxLength={2000} {...text('mend')} />
      </form>
      <FormTrouble trouble={whole} />
    </Dialog>
  )
}
