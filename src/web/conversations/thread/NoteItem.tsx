import { useTranslations } from 'use-intl'
import { PlainText } from '../../ui/PlainText.tsx'
import type { Message } from '../talk.ts'
import { useWaitsFor, WaitsForLine } from '../waiting/WaitsForLine.tsx'
import { SaidAt } from './SaidAt.tsx'
import css from './Thread.module.css'

/** A note: tinted, and only for colleagues. */
export function NoteItem({ message }: { message: Message }) {
  const t = useTranslations('conversations.thread')
  const waits = useWaitsFor(message.id)
  return (
    <article className={css.note} aria-label={t('noteOf', { name: message.author.name })}>
      <header className={css.noteHead}>
        <b>{message.author.name}</b> <span>{t('note')}</span> <SaidAt at={message.at} />
      </header>
      <PlainText text={message.text} />
      {waits && <WaitsForLine waiting={waits} />}
    </article>
  )
}
