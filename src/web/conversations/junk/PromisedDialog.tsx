import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

/** Before somebody is put into junk to whom something is promised elsewhere. */
export function PromisedDialog({
  name,
  onClose,
  onAnyway,
}: {
  name: string
  onClose: () => void
  onAnyway: () => void
}) {
  const t = useTranslations('conversations.junk')
  return (
    <Dialog
      open
      size="s"
      onOpenChange={onClose}
      title={t('promised', { name })}
      lede={t('promisedWords', { name })}
      actions={
        <>
          <Button look="quiet" onClick={onAnyway}>
            {t('anyway')}
          </Button>
          <Button look="filled" onClick={onClose}>
            {t('keep')}
          </Button>
        </>
      }
    />
  )
}
