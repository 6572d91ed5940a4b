import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { handOverAddress, listNewAddresses } from '../../../contract/new-address.ts'
import { reading, useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import { CopyField } from './CopyField.tsx'
import css from './Settings.module.css'
import type { Member } from './settings-data.ts'

/** The address a member would like to sign in with, and where no letter can leave, the link to hand over. */
export function AddressOf({ member }: { member: Member }) {
  const t = useTranslations('settings.members.newAddress')
  const f = useTranslations('form')
  const { data } = useQuery(reading(listNewAddresses))
  const [open, setOpen] = useState(false)
  const link = useAct(handOverAddress, { onSuccess: () => setOpen(true) })
  const waits = data?.items.find((item) => item.memberId === member.id)
  if (!waits) return null
  return (
    <div className={css.small}>
      {t.rich('waits', { address: waits.address, when: () => <When at={waits.expiresAt} /> })}
      {!waits.byMail && (
        <>
          {' '}
          <Button
            size="s"
            busy={link.isPending}
            onClick={() => link.mutate({ params: { memberId: member.id } })}
          >
            {t('handOver')}
            <VisuallyHidden> {member.name}</VisuallyHidden>
          </Button>
        </>
      )}
      {open && link.data && (
        <Dialog
          open
          onOpenChange={setOpen}
          title={t('title', { name: member.name })}
          lede={t('lede', { name: member.name, address: waits.address })}
          actions={
            <Button look="filled" onClick={() => setOpen(false)}>
              {f('done')}
            </Button>
          }
        >
          <CopyField label={t('link')} value={link.data.url} />
          <p className={css.small}>
            {t.rich('linkHint', { name: member.name, when: () => <When at={link.data.expiresAt} /> })}
          </p>
        </Dialog>
      )}
    </div>
  )
}
