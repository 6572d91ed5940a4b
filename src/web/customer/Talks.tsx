import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import { PlainText } from '../ui/PlainText.tsx'
import { Section } from '../ui/Section.tsx'
import { When } from '../ui/When.tsx'
import { AskForm } from './AskForm.tsx'
import type { CustomerPage, Talk } from './page-data.ts'
import { hasDraft } from './page-draft.ts'
import css from './YourPage.module.css'

/** How many messages of a conversation stand there unasked. */
const SHOWN = 4

/** What was said between us, the latest conversation first; closed ones are folded. */
export function Talks({ token, page }: { token: string; page: CustomerPage }) {
  const t = useTranslations('customer')
  if (page.conversations.length === 0) return null
  const latestFirst = [...page.conversations].sort((a, b) => (a.lastActivityAt < b.lastActivityAt ? 1 : -1))
  return (
    <Section title={t('talks')} className={css.part}>
      {latestFirst.map((talk) => (
        <details key={talk.id} className={css.talk} open={!talk.closed}>
          <summary>
            <span className={css.subject}>{talk.subject || t('noSubject')}</span>{' '}
            <span className={css.at}>
              {talk.closed ? t('closed') : null} <When at={talk.lastActivityAt} form="short" />
            </span>
          </summary>
          <Thread token={token} talk={talk} />
        </details>
      ))}
    </Section>
  )
}

function Thread({ token, talk }: { token: string; talk: Talk }) {
  const t = useTranslations('customer')
  const [all, setAll] = useState(false)
  const [writing, setWriting] = useState(() => hasDraft(token, talk.id))
  const shown = all ? talk.messages : talk.messages.slice(-SHOWN)
  const hidden = talk.messages.length - shown.length
  return (
    <>
      {hidden > 0 && (
        <Button look="quiet" size="s" onClick={() => setAll(true)}>
          {t('earlier', { count: hidden })}
        </Button>
      )}
      <ol className={css.thread}>
        {shown.map((message) => (
          <li key={message.id} className={message.mine ? css.mine : css.theirs}>
            <div className={css.from}>
              <b>{message.mine ? t('you') : message.author}</b>{' '}
              <span className={css.at}>
                <When at={message.at} />
              </span>
            </div>
            <PlainText text={message.text} />
          </li>
        ))}
      </ol>
      {writing ? (
        <AskForm
          token={token}
          conversationId={talk.id}
          label={t('answerLabel', { subject: talk.subject || t('noSubject') })}
          onSent={() => setWriting(false)}
        />
      ) : (
        <Button onClick={() => setWriting(true)}>{t('answer')}</Button>
      )}
    </>
  )
}
