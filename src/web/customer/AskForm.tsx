import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useLocale, useMessages, useTranslations } from 'use-intl'
import { readCustomerPage, writeFromPage } from '../../contract/contact.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { FormTrouble } from '../accounts/FormTrouble.tsx'
import { keyOf, useAct } from '../api/queries.ts'
import { newId } from '../conversations/new-id.ts'
import { troubleOf } from '../shell/trouble.ts'
import { Button } from '../ui/Button.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { usePageDraft } from './page-draft.ts'
import css from './YourPage.module.css'

/** Writes to us, about something new or in a conversation. */
export function AskForm({
  token,
  conversationId = null,
  label,
  big = false,
  onSent,
}: {
  token: string
  conversationId?: string | null
  label: string
  /** its label is the heading of the place */
  big?: boolean
  onSent: () => void
}) {
  const t = useTranslations('customer')
  const f = useTranslations('form')
  const locale = useLocale()
  const messages = useMessages()
  const queryClient = useQueryClient()
  const area = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = usePageDraft(token, conversationId)
  const [empty, setEmpty] = useState(false)
  // The same until it has arrived: sent again over a bad line it is said once.
  const id = useRef(newId<'message'>())
  useEffect(() => area.current?.focus(), [])
  const act = useAct(writeFromPage, {
    quiet: true,
    onSuccess: (page) => {
      queryClient.setQueryData(keyOf(readCustomerPage, { params: { token } }), page)
      setText('')
      id.current = newId<'message'>()
      onSent()
    },
  })
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    if (act.isPending) return
    setEmpty(text.trim() === '')
    if (text.trim() === '') return area.current?.focus()
    const place = conversationId ? { conversationId: conversationId as Id<'conversation'> } : {}
    act.mutate({ params: { token }, body: { id: id.current, text, ...place } })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) send()
  }
  return (
    <form noValidate onSubmit={send} className={big ? css.askForm : undefined}>
      <TextArea
        ref={area}
        label={label}
        value={text}
        error={empty ? f('missing') : undefined}
        onChange={(event) => {
          setText(event.target.value)
          setEmpty(false)
        }}
        onKeyDown={onKeyDown}
      />
      <FormTrouble trouble={act.error ? troubleOf(act.error, locale, messages) : undefined} />
      <div className={css.send}>
        <Button type="submit" look="filled" size="l" busy={act.isPending}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}
