import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { startImport } from '../../contract/imports.ts'
import { listMailboxes } from '../../contract/mailboxes.ts'
import type { MailboxId, SiteId } from '../../domain/shared/ids.ts'
import { reading, useAct } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { DropButton } from './DropButton.tsx'
import { ImportProblem } from './ImportProblem.tsx'
import css from './Imports.module.css'
import type { Import } from './imports-data.ts'

/** Under which mailbox mails of before are filed, and by which addresses our own words are known. */
export function ImportMailStart({ brought }: { brought: Import }) {
  const t = useTranslations('imports.mail')
  const { sites, member } = useSession()
  const boxes = useQuery(reading(listMailboxes))
  const start = useAct(startImport)
  const [chosen, setChosen] = useState<string | null>(null)
  const [siteId, setSite] = useState<string>(member.siteId)
  const [ours, setOurs] = useState('')
  const [bulk, setBulk] = useState(false)
  if (boxes.isPending) return <SkeletonLines count={3} />
  const open = boxes.data?.items.filter((box) => !box.archived) ?? []
  const mailbox = chosen ?? brought.mailbox?.id ?? open[0]?.id ?? 'none'
  const addresses = ours.split(/[\s,;]+/).filter((w) => w !== '')
  const wrong = addresses.find((w) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(w))
  const begin = () =>
    start.mutate({
      params: { importId: brought.id },
      body: {
        mailboxId: mailbox === 'none' ? null : (mailbox as MailboxId),
        siteId: siteId as SiteId,
        ours: addresses,
        bulk,
      },
    })
  return (
    <div className={css.form}>
      <ImportProblem brought={brought} />
      {brought.folders.length > 0 && (
        <p className={css.note}>{t('folders', { folders: brought.folders.join(', ') })}</p>
      )}
      <p className={css.note}>{t('words')}</p>
      {open.length > 0 && (
        <Select
          label={t('mailbox')}
          hint={t('mailboxHint')}
          value={mailbox}
          onChange={setChosen}
          choices={[
            ...open.map((box) => ({ value: box.id as string, label: box.address })),
            { value: 'none', label: t('noMailbox') },
          ]}
        />
      )}
      {mailbox === 'none' && sites.length > 1 && (
        <Select
          label={t('site')}
          value={siteId}
          onChange={setSite}
          choices={sites.map((s) => ({ value: s.id as string, label: s.name }))}
        />
      )}
      <TextArea
        label={t('ours')}
        hint={t('oursHint')}
        optional
        rows={2}
        value={ours}
        error={wrong ? t('oursWrong', { address: wrong }) : undefined}
        onChange={(event) => setOurs(event.target.value)}
      />
      <Checkbox label={t('bulk')} hint={t('bulkHint')} checked={bulk} onChange={setBulk} />
      <div className={css.foot}>
        <Button look="filled" busy={start.isPending} disabled={wrong !== undefined} onClick={begin}>
          {t('start')}
        </Button>
        <DropButton brought={brought} />
        <p className={css.small}>{t('startWords')}</p>
      </div>
    </div>
  )
}
