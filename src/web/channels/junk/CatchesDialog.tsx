import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

/** Before a block holds back people of our own, or people to whom something is promised. */
export function CatchesDialog({
  value,
  ours,
  promised,
  onClose,
  onAnyway,
}: {
  value: string
  ours: number
  promised: number
  onClose: () => void
  onAnyway: () => void
}) {
  const t = useTranslations('junk.blocks')
  return (
    <Dialog
      open
      size="s"
      onOpenChange={onClose}
      title={t('catches', { value })}
      actions={
        <>
          <Button look="quiet" onClick={onAnyway}>
            {t('anyway')}
          </Button>
          <Button look="filled" onClick={onClose}>
            {t('dont')}
          </Button>
        </>
      }
    >
      {ours > 0 && <p>{t('catchesOurs', { count: ours })}</p>}
      {promised > 0 && <p>{t('catchesPromised', { count: promised })}</p>}
    </Dialog>
  )
}
