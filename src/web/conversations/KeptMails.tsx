import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listInboundMails, lookedAtInboundMail, retryInboundMail } from '../../contract/inbound.ts'
import { itemsOf, paging, useAct } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { say } from '../ui/toasts.tsx'
import { When } from '../ui/When.tsx'
import css from './KeptMails.module.css'
import { useSayBytes } from './say-bytes.ts'

/** Mails that came and could not be read: kept whole, and waiting for somebody to look at them. */
export function KeptMails() {
  const t = useTranslations('conversations.kept')
  const sayBytes = useSayBytes()
  const may = useMay('conversations.write')
  const query = useInfiniteQuery(paging(listInboundMails, { query: { state: 'kept' } }))
  const retry = useAct(retryInboundMail)
  const looked = useAct(lookedAtInboundMail)
  const mails = itemsOf(query.data).filter((mail) => !mail.seen)
  if (mails.length === 0) return null
  return (
    <section aria-labelledby="kept-mails">
      <h3 id="kept-mails" className={css.title}>
        {t('title')}
      </h3>
      <ul className={css.list}>
        {mails.map((mail) => (
          <li key={mail.id} className={css.mail}>
            <div className={css.first}>
              <span>{mail.mailbox.address}</span>
              <When at={mail.receivedAt} form="short" />
            </div>
            <p className={css.words}>{t('words', { size: sayBytes(mail.size) })}</p>
            {mail.problem && <p className={css.words}>{mail.problem}</p>}
            <div className={css.acts}>
              <a href={mail.rawUrl} target="_blank" rel="noreferrer">
                {t('raw')}
              </a>
              {may && (
                <>
                  <Button
                    size="s"
                    busy={retry.isPending}
                    onClick={() =>
                      retry.mutate(
                        { params: { inboundId: mail.id } },
                        { onSuccess: (now) => say({ words: t(now.state === 'filed' ? 'filed' : 'still') }) },
                      )
                    }
                  >
                    {t('retry')}
                  </Button>
                  <Button
                    size="s"
                    look="quiet"
                    onClick={() => looked.mutate({ params: { inboundId: mail.id } })}
                  >
                    {t('looked')}
                  </Button>
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
