import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { answerFriction } from '../../../contract/recovery.ts'
import { ANSWERS, type Answer } from '../../../domain/goodwill/friction.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { useAct } from '../../api/queries.ts'
import form from '../../promises/Form.module.css'
import { Button } from '../../ui/Button.tsx'
import { Radios } from '../../ui/Radios.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { say } from '../../ui/toasts.tsx'
import type { Friction } from './friction-data.ts'

/** Answers for a rule: it stays, it changes, or this was an exception; and why, for whoever noted it. */
export function AnswerForm({
  friction,
  begun,
  onClose,
}: {
  friction: Friction
  /** one pressed to answer: one goes on here */
  begun: boolean
  onClose: () => void
}) {
  const t = useTranslations('friction')
  const f = useTranslations('form')
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(false)
  const send = useAct(answerFriction)
  const name = firstName(friction.by.name)
  const place = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (begun) place.current?.querySelector('input')?.focus()
  }, [begun])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!answer || words.trim() === '' || send.isPending) return
    send.mutate(
      {
        params: { frictionId: friction.id },
        body: { answer, words: words.trim(), version: friction.version },
      },
      {
        onSuccess: () => {
          say({ words: t('answer.said', { name }) })
          // What was answered leaves its part; one goes on with the rest of it, or reads that nothing is left.
          place.current?.closest<HTMLElement>('[tabindex]')?.focus()
        },
      },
    )
  }
  return (
    <form ref={place} className={form.form} onSubmit={submit} noValidate>
      <Radios
        label={t('answer.label')}
        value={answer}
        onChange={setAnswer}
        radios={ANSWERS.map((value) => ({
          value,
          label: t(`answers.${value}.label`),
          hint: t(`answers.${value}.hint`),
        }))}
        error={tried && !answer ? t('answer.choose') : undefined}
      />
      <TextArea
        label={t('answer.why', { name })}
        rows={2}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        error={tried && words.trim() === '' ? t('answer.missing', { name }) : undefined}
      />
      <div className={form.acts}>
        <Button type="submit" look="filled" size="s" busy={send.isPending}>
          {t('answer.act')}
        </Button>
        <Button look="quiet" size="s" onClick={onClose}>
          {f('cancel')}
        </Button>
      </div>
    </form>
  )
}
