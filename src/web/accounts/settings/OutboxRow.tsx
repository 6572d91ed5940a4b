import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { giveUpOutbox, type listOutbox, retryOutbox } from '../../../contract/outbox.ts'
import { useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import css from './Settings.module.css'

type Mail = ReplyOf<typeof listOutbox>['items'][number]

/** One mail on its way: to whom and what about, how it stands and why, and what can be done. */
export function OutboxRow({ mail }: { mail: Mail }) {
  const t = useTranslations('settings.outbox')
  const retry = useAct(retryOutbox, { onSuccess: () => say({ words: t('tried') }) })
  const giveUp = useAct(giveUpOutbox)
  const params = { mailId: mail.id }
  const about = mail.hidden
    ? t('hidden')
    : mail.purpose === 'reply'
      ? mail.subject || t('noSubject')
      : t('letter', { purpose: mail.purpose })
  const names = mail.to.map((a) => a.name || a.address).join(', ')
  const unseen = mail.bcc.map((a) => a.name || a.address).join(', ')
  const beside = [
    names && t('to', { names }),
    unseen && t('bcc', { names: unseen }),
    mail.by && t('by', { name: mail.by.name }),
    mail.mailbox?.address,
  ]
  const at = mail.nextAttemptAt ?? mail.sentAt ?? mail.createdAt
  const drop = () =>
    giveUp.mutate(
      { params, body: { givenUp: true } },
      {
        onSuccess: () =>
          say({
            words: t('dropped'),
            undo: () => giveUp.mutate({ params, body: { givenUp: false } }),
          }),
      },
    )
  return (
    <li>
      <div className={css.words}>
        {mail.conversationId ? (
          <Link to="/conversations/$id" params={{ id: mail.conversationId }}>
            {about}
          </Link>
        ) : (
          <span>{about}</span>
        )}
        <div className={css.small}>{beside.filter(Boolean).join(' · ')}</div>
        <div
          className={
            mail.problem !== null && !['sent', 'given_up', 'cancelled'].includes(mail.state)
              ? css.wait
              : css.small
          }
        >
          {t.rich(`is.${mail.state}`, { attempts: mail.attempts, when: () => <When at={at} /> })}
          {mail.problem && ` · ${mail.problem}`}
        </div>
      </div>
      {(mail.state === 'failed' || mail.state === 'retrying' || mail.state === 'given_up') && (
        <div className={css.acts}>
          <Button busy={retry.isPending} onClick={() => retry.mutate({ params })}>
            {t(mail.state === 'retrying' ? 'tryNow' : 'again')}
            <VisuallyHidden> {about}</VisuallyHidden>
          </Button>
          {mail.state === 'failed' && (
            <Button look="quiet" busy={giveUp.isPending} onClick={drop}>
              {t('drop')}
              <VisuallyHidden> {about}</VisuallyHidden>
            </Button>
          )}
        </div>
      )}
    </li>
  )
}
