import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { readPublicForm, type submitPublicForm } from '../../contract/forms.ts'
import { reading } from '../api/queries.ts'
import { CustomerShell } from '../shell/CustomerShell.tsx'
import { refusalCode } from '../shell/trouble.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { ContactForm } from './ContactForm.tsx'
import css from './FormPage.module.css'

type Thanks = ReplyOf<typeof submitPublicForm>

/** A contact form, hosted or framed on the house's own site. */
export function FormPage({ formId }: { formId: string }) {
  const t = useTranslations('contactForm')
  const { data, error, refetch } = useQuery({
    ...reading(readPublicForm, { params: { formKey: formId } }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const [thanks, setThanks] = useState<Thanks | null>(null)
  if (!data) {
    const gone = refusalCode(error) !== undefined
    return (
      <CustomerShell title={gone ? t('gone') : t('coming')}>
        {gone && <p className={css.intro}>{t('goneMend')}</p>}
        {!gone && (error ? <ErrorState retry={() => void refetch()} /> : <SkeletonLines count={3} />)}
      </CustomerShell>
    )
  }
  if (thanks) {
    return (
      <CustomerShell over={data.workspaceName} title={t('thanks')}>
        <p className={css.intro}>{thanks.held ? t('held') : thanks.thanks}</p>
        <p className={css.reference}>{t.rich('reference', { number: () => <b>{thanks.reference}</b> })}</p>
      </CustomerShell>
    )
  }
  return (
    <CustomerShell over={data.workspaceName} title={data.name}>
      {data.intro && <p className={css.intro}>{data.intro}</p>}
      <ContactForm formKey={formId} opened={data.opened} onSent={setThanks} />
      {data.telephone && (
        <p className={css.call}>
          {t.rich('call', {
            number: () => <a href={`tel:${data.telephone?.replace(/[^\d+]/g, '')}`}>{data.telephone}</a>,
          })}
        </p>
      )}
    </CustomerShell>
  )
}
