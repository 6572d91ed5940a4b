import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { latePart } from '../../shell/late-part.tsx'
import { useMay } from '../../shell/session.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Name } from '../../ui/Name.tsx'
import type { Message, Talk } from '../talk.ts'
import { Amiss } from './Amiss.tsx'
import { AsSent } from './AsSent.tsx'
import { Attachments } from './Attachments.tsx'
import { Delivery } from './Delivery.tsx'
import { Doubt } from './Doubt.tsx'
import { MessageDetails } from './MessageDetails.tsx'
import { PassedOn } from './PassedOn.tsx'
import { SaidAt } from './SaidAt.tsx'
import { Sealed } from './Sealed.tsx'
import css from './Thread.module.css'
import { WhyHere } from './WhyHere.tsx'
import { Words } from './Words.tsx'

const KeepReply = latePart(async () => (await import('../replies/KeepReply.tsx')).KeepReply)

/** One message: who, when, the words with quotes folded, what came with it, and how it stands on its way. */
export function MessageItem({
  message,
  talk,
  onFile,
}: {
  message: Message
  talk: Talk
  /** files it in another conversation */
  onFile: () => void
}) {
  const t = useTranslations('conversations.thread')
  const [asSent, setAsSent] = useState(false)
  const [details, setDetails] = useState(false)
  const [keeping, setKeeping] = useState(false)
  const mayWrite = useMay('conversations.write')
  const mayKeep = mayWrite && message.direction === 'out' && !message.automatic
  const name = message.author.name || t('someone')
  const shown = message.attachments.filter((a) => !a.inline || !message.hasHtml)
  return (
    <article className={css.message} aria-label={t('messageOf', { name })}>
      <Avatar name={message.author.name} />
      <div className={css.body}>
        <header className={css.who}>
          <Name size="s">{name}</Name>{' '}
          <span className={css.at}>
            <SaidAt at={message.at} />
            {message.automatic && ` · ${t('automatic')}`}
          </span>
          <button
            type="button"
            className={css.more}
            aria-expanded={details}
            onClick={() => setDetails(!details)}
          >
            {t('details')}
          </button>
          {mayWrite && (
            <button type="button" className={css.more} data-file="" onClick={onFile}>
              {t('file')}
            </button>
          )}
        </header>
        {details && (
          <MessageDetails
            message={message}
            here={talk.id}
            asSent={asSent}
            onAsSent={message.hasHtml ? () => setAsSent(!asSent) : undefined}
            onFile={mayWrite ? onFile : undefined}
            onKeep={mayKeep ? () => setKeeping(true) : undefined}
          />
        )}
        {!details && message.whyHere && (
          <p className={css.why}>
            <WhyHere why={message.whyHere} here={talk.id} />
          </p>
        )}
        <Doubt message={message} />
        <PassedOn message={message} talk={talk} />
        <Sealed sealed={message.sealed} />
        <Amiss amiss={message.amiss} />
        {asSent ? (
          <AsSent message={message} onBack={() => setAsSent(false)} />
        ) : (
          <Words segments={message.segments} />
        )}
        {shown.length > 0 && <Attachments attachments={shown} />}
        {message.direction === 'out' && <Delivery message={message} talk={talk} />}
        {keeping && <KeepReply talk={talk} text={message.text} onClose={() => setKeeping(false)} />}
      </div>
    </article>
  )
}
