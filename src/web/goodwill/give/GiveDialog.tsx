import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useUnnamedTalk, useWithWhom } from '../../channels/with-whom.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { AskedStanding } from './AskedStanding.tsx'
import { GiveForm } from './GiveForm.tsx'
import type { GiveTo, Unnamed } from './use-left.ts'

/**
 * Makes something right for somebody: what is given and why, within what one may decide; beyond it the same press asks whoever may, and
 * then it stands here how that goes.
 */
export function GiveDialog({
  to,
  onClose,
}: {
  to: GiveTo | Unnamed | null | undefined
  onClose: () => void
}) {
  const t = useTranslations('goodwill.give')
  const shown = useWithWhom()
  const unnamed = useUnnamedTalk()
  const [{ begun, stands }] = useState((): { begun: GiveTo | null; stands: Unnamed | null } => {
    if (to?.personId === null) return { begun: null, stands: to }
    if (to !== undefined) return { begun: to, stands: null }
    if (shown) return { begun: { ...shown, personId: shown.id }, stands: null }
    return { begun: null, stands: unnamed && { personId: null, conversationId: unnamed } }
  })
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
        <GiveForm amount={amount} to={begun} stands={stands} onAsked={setAsked} onClose={onClose} />
      )}
    </Dialog>
  )
}
