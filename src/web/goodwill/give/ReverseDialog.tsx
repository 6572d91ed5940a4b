import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { reverseGesture } from '../../../contract/goodwill.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { FormTrouble } from '../../accounts/FormTrouble.tsx'
import { useForm } from '../../accounts/use-form.ts'
import { useAct } from '../../api/queries.ts'
import { DueField, NO_DUE } from '../../promises/DueField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Radios } from '../../ui/Radios.tsx'
import { SendForm } from '../../ui/SendForm.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { useSayGiven } from '../say-given.ts'
import type { GivenShown } from './given-data.ts'

type Props = { gesture: GivenShown; name: string; onClose: () => void }

/** Takes back what was an error, never a kindness: with a reason, and with a word to whom it was for, said or promised. */
export function ReverseDialog(props: Props) {
  const t = useTranslations('goodwill.ofThem')
  const sayGiven = useSayGiven()
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('reverseTitle')}
      lede={t('reverseLede', { what: sayGiven(props.gesture), name: firstName(props.name) })}
    >
      <ReverseForm {...props} />
    </Dialog>
  )
}

function ReverseForm({ gesture, name: whole, onClose }: Props) {
  const t = useTranslations('goodwill.ofThem')
  const f = useTranslations('form')
  const navigate = useNavigate()
  const name = firstName(whole)
  const [due, setDue] = useState(NO_DUE)
  const { conversation } = gesture
  const write = conversation
    ? {
        words: t('write', { name }),
        run: () => void navigate({ to: '/conversations/$id', params: { id: conversation.id }, search: {} }),
      }
    : undefined
  const act = useAct(reverseGesture, {
    quiet: true,
    onSuccess: ({ reversedTold }) =>
      void say({ words: t('isBack'), ...(write && reversedTold === 'promised' && { more: write }) }),
  })
  const form = useForm<{ why: string; told: 'said' | 'promised' | ''; due: string }>(
    { why: '', told: '', due: '' },
    {
      error: act.error,
      check: (v) => ({
        why: v.why.trim() ? undefined : f('missing'),
        told: v.told ? undefined : t('toldMissing', { name }),
        due: v.told !== 'promised' || due.at ? undefined : t('dueMissing', { name }),
      }),
    },
  )
  const send = form.submit((v) => {
    if (act.isPending || v.told === '') return
    const body = {
      ...{ why: v.why.trim(), told: v.told, version: gesture.version },
      ...(v.told === 'promised' && due.at ? { due: due.at } : {}),
    }
    act.mutate({ params: { gestureId: gesture.id }, body }, { onSuccess: onClose })
  })
  return (
    <SendForm act={t('reverseAct')} busy={act.isPending} onSend={send}>
      <TextField {...form.text('why')} label={t('reverseWhy')} maxLength={500} autoComplete="off" />
      <Radios
        label={t('told', { name })}
        value={form.values.told || null}
        onChange={(told) => form.set('told', told)}
        error={form.wrongAt('told')}
        radios={[
          { value: 'said', label: t('toldSaid', { name }) },
          { value: 'promised', label: t('toldPromised', { name }), hint: t('toldPromisedHint') },
        ]}
      />
      {form.values.told === 'promised' && (
        <DueField
          label={t('toldBy')}
          value={due}
          onChange={setDue}
          siteId={gesture.siteId}
          error={form.wrongAt('due')}
        />
      )}
      <FormTrouble trouble={form.whole} />
    </SendForm>
  )
}
