import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { refuseAuthorityAsk } from '../../../contract/goodwill.ts'
import { isOnlyPolicy } from '../../../domain/goodwill/tied.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { FormTrouble } from '../../accounts/FormTrouble.tsx'
import { useForm } from '../../accounts/use-form.ts'
import { useAct } from '../../api/queries.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { SendForm } from '../../ui/SendForm.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { say } from '../../ui/toasts.tsx'
import type { AskShown } from './ask-acts.ts'

/** Says no, with a reason that may be told to whom it is for: a rule alone is none. */
export function RefuseDialog({ ask, onClose }: { ask: AskShown; onClose: () => void }) {
  const t = useTranslations('goodwill.asks')
  const name = firstName(ask.gesture.person.name)
  const asker = firstName(ask.askedBy.name)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('refuseTitle')}
      lede={t('refuseLede', { asker, name })}
    >
      <RefuseForm ask={ask} onClose={onClose} />
    </Dialog>
  )
}

function RefuseForm({ ask, onClose }: { ask: AskShown; onClose: () => void }) {
  const t = useTranslations('goodwill.asks')
  const f = useTranslations('form')
  const name = firstName(ask.gesture.person.name)
  // The ask as it was read when one began: what became of it since is said, not answered over.
  const [begun] = useState(ask)
  const act = useAct(refuseAuthorityAsk, {
    quiet: true,
    onSuccess: () => void say({ words: t('refused', { asker: firstName(ask.askedBy.name) }) }),
  })
  const form = useForm(
    { why: '' },
    {
      error: act.error,
      check: ({ why }) => ({
        why: why.trim() === '' ? f('missing') : isOnlyPolicy(why) ? t('onlyPolicy', { name }) : undefined,
      }),
    },
  )
  const send = form.submit(({ why }) => {
    if (act.isPending) return
    // Passed on meanwhile, it may be answered all the same; answered, it says so.
    const { version } = ask.outcome === null ? ask : begun
    act.mutate({ params: { askId: ask.id }, body: { why: why.trim(), version } }, { onSuccess: onClose })
  })
  return (
    <SendForm act={t('refuseAct')} busy={act.isPending} onSend={send}>
      <TextArea {...form.text('why')} label={t('refuseWhy', { name })} maxLength={500} />
      <FormTrouble trouble={form.whole} />
    </SendForm>
  )
}
