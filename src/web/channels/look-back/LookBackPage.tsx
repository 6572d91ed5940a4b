import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listFindings } from '../../../contract/look-back.ts'
import type { MailboxId } from '../../../domain/shared/ids.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { BackLink, TopBar } from '../../shell/TopBar.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Layout.tsx'
import { Lines } from '../../ui/Line.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { FindingLine } from './FindingLine.tsx'
import css from './LookBack.module.css'
import { LookBackNotes } from './LookBackNotes.tsx'
import { LookBackSum } from './LookBackSum.tsx'
import { type Finding, isUnderWay, type LookBack, useLookBack } from './look-back-data.ts'
import { useDismiss } from './use-dismiss.ts'

type Of = 'silent' | 'promises' | 'unanswered'
const QUERY = {
  silent: { kind: 'promise', laterWord: 'no' },
  promises: { kind: 'promise' },
  unanswered: { kind: 'unanswered' },
} as const

/** What older mail turned out to have promised, and who had no answer: each to be made a promise, or let go. */
export function LookBackPage() {
  const t = useTranslations('lookBack')
  const { mailboxId } = useParams({ from: '/staff/promises/earlier/$mailboxId' })
  const { query, look } = useLookBack(mailboxId as MailboxId)
  return (
    <Page>
      <BackLink to="/promises">{t('back')}</BackLink>
      <TopBar title={t('title')} lede={look && <LookBackSum look={look} />} />
      {query.isPending && <SkeletonLines count={5} />}
      {query.isError && !query.data && <ErrorState retry={() => void query.refetch()} />}
      {query.data && !look && <NeverLooked />}
      {look && (
        <>
          <LookBackNotes look={look} />
          <Found key={look.mailbox.id} look={look} />
        </>
      )}
    </Page>
  )
}

function NeverLooked() {
  const t = useTranslations('lookBack')
  const may = useMay('mailboxes.manage')
  return (
    <EmptyState
      title={t('never')}
      action={
        may && (
          <LinkButton to="/settings/$section" params={{ section: 'mailboxes' }}>
            {t('toMailboxes')}
          </LinkButton>
        )
      }
    >
      {t('neverWords')}
    </EmptyState>
  )
}

function Found({ look }: { look: LookBack }) {
  const t = useTranslations('lookBack')
  const may = useMay('promises.write')
  const [of, setOf] = useState<Of>('silent')
  const [confirming, setConfirming] = useState<Finding | null>(null)
  const { gone, dismiss } = useDismiss()
  const query = useInfiniteQuery(
    paging(listFindings, { query: { mailboxId: look.mailbox.id, ...QUERY[of] } }),
  )
  const findings = itemsOf(query.data).filter((finding) => !gone.has(finding.id))
  const { open } = look
  const counts = { silent: open.withoutLaterWord, promises: open.promises, unanswered: open.unanswered }
  return (
    <>
      <div className={css.choose}>
        <Segmented
          label={t('which')}
          value={of}
          onChange={setOf}
          segments={(['silent', 'promises', 'unanswered'] as const).map((value) => ({
            value,
            label: t(`of.${value}`, { count: counts[value] }),
          }))}
        />
        {may && findings.length > 1 && (
          <Button size="s" look="quiet" onClick={() => dismiss(findings)}>
            {t('dismissAll', { count: findings.length })}
          </Button>
        )}
      </div>
      {query.isPending && <SkeletonLines count={5} />}
      {query.isError && !query.data && <ErrorState retry={() => void query.refetch()} />}
      {query.isSuccess && findings.length === 0 && !query.hasNextPage && (
        <EmptyState title={t(isUnderWay(look) ? 'nothingYet' : `nothing.${of}`)}>
          {t(isUnderWay(look) ? 'nothingYetWords' : 'nothingWords')}
        </EmptyState>
      )}
      <Lines label={t(`of.${of}`, { count: counts[of] })}>
        {findings.map((finding) => (
          <FindingLine
            key={finding.id}
            finding={finding}
            onConfirm={() => setConfirming(finding)}
            onDismiss={() => dismiss([finding])}
          />
        ))}
      </Lines>
      {query.hasNextPage && (
        <div className={css.more}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
      {confirming && (
        <ConfirmDialog
          finding={confirming}
          siteId={look.mailbox.siteId}
          onClose={() => setConfirming(null)}
        />
      )}
    </>
  )
}
