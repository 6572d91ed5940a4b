import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useWithWhom } from '../../channels/with-whom.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { AskedStanding } from './AskedStanding.tsx'
import { GiveForm } from './GiveForm.tsx'
import type { GiveTo } from './use-left.ts'

/**
 * Makes something right for somebody: what is given and why, within what one may decide; beyond it the same press asks whoever may, and
 * then it stands here how that goes.
 */
export function GiveDialog({ to, onClose }: { to: GiveTo | null | undefined; onClose: () => void }) {
  const t = useTranslations('goodwill.give')
  const shown = useWithWhom()
  const [begun] = useState(() => (to === undefined ? shown && { ...shown, personId: shown.id } : to))
  // Whoever is known already needs no finding: one begins with how much.
  const amount = useRef<HTMLInputElement>(null)
  const [asked, setAsked] = useState<string | null>(null)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      {...(begun ? { initialFocus: amount } : {})}
      title={t(asked ? 'askedTitle' : 'title')}
    >
      {asked ? (
        <AskedStanding askId={asked} onClose={onClose} />
      ) : (
        <GiveForm amount={amount} to={begun} onAsked={setAsked} onClose={onClose} />
      )}
    </Dialog>
  )
}
