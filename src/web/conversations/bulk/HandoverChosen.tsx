import { useTranslations } from 'use-intl'
import { Dialog } from '../../ui/Dialog.tsx'
import { HandoverForm } from '../head/HandoverDialog.tsx'
import type { BulkAct } from './use-bulk.ts'

/** Asks one colleague or one team to take over all that are chosen; each stays where it is until they accept it. */
export function HandoverChosen({
  count,
  onClose,
  onOffer,
}: {
  count: number
  onClose: () => void
  onOffer: (act: BulkAct) => void
}) {
  const t = useTranslations('conversations')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('bulk.handover', { count })}
      lede={t('handover.lede')}
    >
      <HandoverForm
        needs={[]}
        onSend={async ({ toMemberId = null, toTeamId = null, told }) =>
          onOffer({ kind: 'handover', toMemberId, toTeamId, told })
        }
      />
    </Dialog>
  )
}
