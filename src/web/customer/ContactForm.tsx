import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { submitPublicForm } from '../../contract/forms.ts'
import { FormTrouble } from '../accounts/FormTrouble.tsx'
import { looksLikeEmail, useForm } from '../accounts/use-form.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import css from './FormPage.module.css'

const BLANK = { name: '', email: '', telephone: '', message: '', website: '' }

function read(place: string): typeof BLANK {
  try {
    return { ...BLANK, ...JSON.parse(sessionStorage.getItem(place) ?? '{}') }
  } catch {
    return BLANK
  }
}

/** The fields of a contact form. What is typed stays in this tab until it was sent. */
export function ContactForm({
  formKey,
  opened,
  onSent,
}: {
  formKey: string
  opened: string
  onSent: (reply: ReplyOf<typeof submitPublicForm>) => void
}) {
  const t = useTranslations('contactForm')
  const f = useTranslations('form')
  const place = `servus.form.${formKey}`
  const act = useAct(submitPublicForm, {
    quiet: true,
    onSuccess: (reply) => {
      sessionStorage.removeItem(place)
      onSent(reply)
    },
  })
  const wrongEmail = (email: string) => (!email.trim() || looksLikeEmail(email) ? undefined : f('email'))
  const form = useForm(read(place), {
    error: act.error,
    check: (v) => ({
      name: v.name.trim() ? undefined : f('missing'),
      email: !v.email.trim() && !v.telephone.trim() ? t('reach') : wrongEmail(v.email),
      message: v.message.trim() ? undefined : f('missing'),
    }),
  })
  useEffect(() => {
    try {
      sessionStorage.setItem(place, JSON.stringify({ ...form.values, website: '' }))
    } catch {
      // a browser that keeps nothing: it holds until the page is left
    }
  }, [place, form.values])
  const send = form.submit((values) =>
    act.mutate({ params: { formKey }, body: { ...values, email: values.email.trim(), opened } }),
  )
  return (
    <form noValidate onSubmit={send}>
      <TextField label={t('name')} autoComplete="name" {...form.text('name')} />
      <TextField
        label={t('email')}
        type="email"
        autoComplete="email"
        inputMode="email"
        {...form.text('email')}
      />
      <TextField
        label={t('telephone')}
        hint={t('either')}
        type="tel"
        autoComplete="tel"
        {...form.text('telephone')}
      />
      <TextArea label={t('message')} rows={5} {...form.text('message')} />
      <div className={css.trap} aria-hidden="true">
        <label>
          {t('trap')}
          <input tabIndex={-1} autoComplete="off" {...trapOf(form.text('website'))} />
        </label>
      </div>
      <FormTrouble trouble={form.whole} />
      <div className={css.send}>
        <Button type="submit" look="filled" size="l" busy={act.isPending}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}

/** Looks like any field to a machine; people never see it. */
function trapOf({ error: _, ...field }: ReturnType<ReturnType<typeof useForm<typeof BLANK>>['text']>) {
  return field
}
