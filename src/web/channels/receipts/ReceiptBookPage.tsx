import { useParams } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { MailboxId } from '../../../domain/shared/ids.ts'
import { Problem } from '../../api/call.ts'
import { NotFound } from '../../shell/RouteStates.tsx'
import { useMay } from '../../shell/session.tsx'
import { BackLink, TopBar } from '../../shell/TopBar.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Layout.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { When } from '../../ui/When.tsx'
import { BelievedServers } from '../believed/BelievedServers.tsx'
import { BookCheck } from './BookCheck.tsx'
import { BookLines } from './BookLines.tsx'
import css from './Receipts.module.css'
import { type Book, useBook } from './receipts-data.ts'

/** Every mail that reached a mailbox and what became of it, with the sum, and the look whether that is true. */
export function ReceiptBookPage() {
  const t = useTranslations('receipts')
  const { id } = useParams({ from: '/staff/settings/mailboxes/$id' })
  const may = useMay('mailboxes.manage')
  const query = useBook(id as MailboxId)
  const { data } = query
  if (!may || (query.error instanceof Problem && query.error.status === 404)) return <NotFound />
  return (
    <Page>
      <BackLink section="mailboxes">{t('back')}</BackLink>
      <TopBar title={t('title')} lede={data?.mailbox.address} />
      {query.isPending && <SkeletonLines count={5} />}
      {query.isError && !data && <ErrorState retry={() => void query.refetch()} />}
      {data && (
        <>
          <Sum book={data} />
          <BookCheck book={data} />
          <BelievedServers mailboxId={data.mailbox.id as MailboxId} />
          <BookLines key={data.mailbox.id} book={data} />
        </>
      )}
    </Page>
  )
}

/** The sum as a sentence, and as a sum. */
function Sum({ book: { figures, mailbox } }: { book: Book }) {
  const t = useTranslations('receipts')
  const m = useTranslations('settings.mailboxes')
  const { fetched, filed, kept, junk, doubled, waiting } = figures
  const trouble = ['refused', 'waiting_retry', 'sign_in'].includes(mailbox.state)
  return (
    <section aria-label={t('sum')} className={css.sum}>
      <p className={css.came}>{t('came', { fetched })}</p>
      {fetched > 0 && (
        <p className={css.adds}>
          {t('adds', { fetched, filed, kept, junk, doubled, waiting })}{' '}
          {t(filed + kept + junk + doubled + waiting === fetched ? 'allThere' : 'notAllThere')}
        </p>
      )}
      <p className={css.small}>
        {mailbox.fetches
          ? mailbox.lookedAt
            ? t.rich('lastFetched', { when: () => <When at={mailbox.lookedAt!} /> })
            : t('neverFetched')
          : t('onlyPosted')}
        {mailbox.lastCameAt && (
          <> · {t.rich('lastCame', { when: () => <When at={mailbox.lastCameAt!} /> })}</>
        )}
      </p>
      {trouble && (
        <p className={css.trouble}>
          {m(`states.${mailbox.state}`)} {mailbox.state !== 'sign_in' && mailbox.stateReason}
        </p>
      )}
    </section>
  )
}
