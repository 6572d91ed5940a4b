import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { changeMySignature, readMySignature } from '../../../contract/sending.ts'
import { reading, useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import form from '../Form.module.css'
import { useForm } from '../use-form.ts'
import { useMeanwhile } from '../use-meanwhile.ts'
import { SaveTrouble } from './SaveTrouble.tsx'
import css from './Settings.module.css'
import { SignatureFields, writtenOf } from './SignatureFields.tsx'
import { useReread } from './use-reread.ts'

/** What one signs mail with. */
export function SignaturePart() {
  const t = useTranslations('settings.signature')
  const { data, isError, refetch } = useQuery(reading(readMySignature))
  return (
    <Section title={t('mine')} className={css.part}>
      <p className={css.lede}>{t('mineLede')}</p>
      {!data && !isError && <SkeletonLines count={3} />}
      {!data && isError && <ErrorState retry={() => void refetch()} />}
      {data && <Fields present={data} />}
    </Section>
  )
}

function Fields({ present }: { present: ReplyOf<typeof readMySignature> }) {
  const t = useTranslations('settings.signature')
  const f = useTranslations('form')
  const act = useAct(changeMySignature, {
    quiet: true,
    onSuccess: (reply) => {
      begin(reply.version)
      say({ words: f('saved') })
    },
  })
  const values = { signature: present.signature as Record<string, string> }
  const fields = useForm(values, { error: act.error })
  const { version, begin, met } = useMeanwhile(
    fields,
    { values, version: present.version },
    { error: act.error },
  )
  const reread = useReread()
  const send = fields.submit(({ signature }) =>
    act.mutate({ body: { signature: writtenOf(signature), version } }, { onError: reread }),
  )
  return (
    <form noValidate onSubmit={send} className={form.fields}>
      <SignatureFields
        texts={fields.values.signature}
        onTexts={(signature) => fields.set('signature', signature)}
        error={fields.wrongAt('signature')}
        label={(language) => t('words', { language })}
      />
      <div className={form.actions}>
        <Button type="submit" busy={act.isPending}>
          {f('save')}
          <VisuallyHidden> {t('mine')}</VisuallyHidden>
        </Button>
      </div>
      <SaveTrouble whole={fields.whole} met={met} says={{ labels: { signature: t('mine') } }} />
    </form>
  )
}
