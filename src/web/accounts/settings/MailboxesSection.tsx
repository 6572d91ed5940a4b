import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listMailboxes } from '../../../contract/mailboxes.ts'
import { reading } from '../../api/queries.ts'
import { KeptMails } from '../../conversations/KeptMails.tsx'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { MailboxDialog } from './MailboxDialog.tsx'
import { MailboxRow } from './MailboxRow.tsx'
import css from './Settings.module.css'
import type { Mailbox } from './settings-data.ts'

/** The mailboxes: how each is, what it brought, and what is to be looked at. */
export function MailboxesSection() {
  const t = useTranslations('settings.mailboxes')
  const may = useMay('mailboxes.manage')
  const { data, isError, refetch } = useQuery({ ...reading(listMailboxes), refetchInterval: 30_000 })
  const [open, setOpen] = useState<Mailbox['id'] | 'new' | null>(null)
  const mailboxes = data?.items.filter((mailbox) => !mailbox.archived) ?? []
  const chosen = mailboxes.find((mailbox) => mailbox.id === open)
  // One filled button a screen: what waits for somebody goes first.
  const waits = mailboxes.some(({ state }) => state === 'sign_in')
  const add = may && (
    <Button
      look={waits ? 'outline' : 'filled'}
      icon={Plus}
      className={mailboxes.length > 0 ? css.add : undefined}
      onClick={() => setOpen('new')}
    >
      {t('add')}
    </Button>
  )
  return (
    <>
      {!data && !isError && <SkeletonLines count={2} />}
      {!data && isError && <ErrorState retry={() => void refetch()} />}
      {data && mailboxes.length === 0 && (
        <EmptyState title={t('none')} action={add}>
          {t('noneWords')}
        </EmptyState>
      )}
      {mailboxes.length > 0 && (
        <>
          <ul className={css.rows}>
            {mailboxes.map((mailbox) => (
              <MailboxRow
                key={mailbox.id}
                mailbox={mailbox}
                onChange={may ? () => setOpen(mailbox.id) : undefined}
              />
            ))}
          </ul>
          {add}
        </>
      )}
      <div className={css.part}>
        <KeptMails />
      </div>
      {(open === 'new' || chosen) && <MailboxDialog mailbox={chosen} onClose={() => setOpen(null)} />}
    </>
  )
}
