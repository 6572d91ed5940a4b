import { useTranslations } from 'use-intl'
import { Dialog } from '../ui/Dialog.tsx'
import { useAmongUs } from './among-us.ts'
import type { PromiseShown } from './by-day.ts'
import { PromiseChip } from './PromiseChip.tsx'
import { UpdateForm, type UpdateKind } from './UpdateForm.tsx'

/** The same as on a promise's own page, over another screen: there is news, or no news yet. */
export function UpdateDialog({
  promise,
  begin,
  onClose,
}: {
  promise: PromiseShown
  begin?: UpdateKind
  onClose: () => void
}) {
  const t = useTranslations('promises')
  const amongUs = useAmongUs()
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('quoted', { text: amongUs(promise) })}
      lede={
        <>
          {t('page.to', { name: promise.to.name })} <PromiseChip promise={promise} />
        </>
      }
    >
      <UpdateForm promise={promise} begin={begin} asked onDone={onClose} />
    </Dialog>
  )
}
