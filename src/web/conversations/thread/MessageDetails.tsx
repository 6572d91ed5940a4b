import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { latePart } from '../../shell/late-part.tsx'
import type { Address, Message } from '../talk.ts'
import css from './Thread.module.css'
import { WhyHere } from './WhyHere.tsx'

const OriginalDialog = latePart(
  async () => (await import('../../channels/original/OriginalDialog.tsx')).OriginalDialog,
)

/** Everybody it came from and went to, why it stands here, and the original. */
export function MessageDetails({
  message,
  here,
  asSent,
  onAsSent,
  onFile,
  onKeep,
}: {
  message: Message
  /** the conversation it stands in */
  here: string
  asSent: boolean
  onAsSent: (() => void) | undefined
  /** files it in another conversation */
  onFile: (() => void) | undefined
  /** keeps the words to be said again */
  onKeep: (() => void) | undefined
}) {
  const t = useTranslations('conversations.details')
  const [original, setOriginal] = useState(false)
  const { from, to, cc, bcc } = message.recipients
  return (
    <div className={css.details}>
      <dl>
        <Whom label={t('from')} list={from} />
        <Whom label={t('to')} list={to} />
        <Whom label={t('cc')} list={cc} />
        <Whom label={t('bcc')} list={bcc} />
        {message.subject && (
          <>
            <dt>{t('subject')}</dt>
            <dd>{message.subject}</dd>
          </>
        )}
        <dt>{t('way')}</dt>
        <dd>{t(`ways.${message.channel}`)}</dd>
        {message.whyHere && (
          <>
            <dt>{t('why')}</dt>
            <dd>
              <WhyHere why={message.whyHere} here={here} />
            </dd>
          </>
        )}
      </dl>
      {(onAsSent || message.hasRaw || onFile || onKeep) && (
        <p className={css.links}>
          {onAsSent && (
            <button type="button" className={css.more} onClick={onAsSent}>
              {t(asSent ? 'asText' : 'asSent')}
            </button>
          )}
          {onFile && (
            <button type="button" className={css.more} onClick={onFile}>
              {t('file')}
            </button>
          )}
          {onKeep && (
            <button type="button" className={css.more} onClick={onKeep}>
              {t('keepAsReply')}
            </button>
          )}
          {message.hasRaw && (
            <button type="button" className={css.more} onClick={() => setOriginal(true)}>
              {t('raw')}
            </button>
          )}
        </p>
      )}
      {original && <OriginalDialog of={{ messageId: message.id }} onClose={() => setOriginal(false)} />}
    </div>
  )
}

function Whom({ label, list }: { label: string; list: readonly Address[] }) {
  if (list.length === 0) return null
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {list.map((a) => (
          <span key={a.address} className={css.address}>
            {a.name && a.name !== a.address ? `${a.name} <${a.address}>` : a.address}
          </span>
        ))}
      </dd>
    </>
  )
}
