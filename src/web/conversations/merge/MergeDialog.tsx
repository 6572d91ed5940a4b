import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Dialog } from '../../ui/Dialog.tsx'
import { Chooser } from './Chooser.tsx'
import type { Mergeable } from './merge-data.ts'
import { Preview } from './Preview.tsx'

/**
 * Merges conversations: first with which one, unless that is known already, then what it would leave; nothing happens before
 * both are seen. `talks`: those to be merged; where there is one, the other is chosen here, and stays.
 */
export function MergeDialog({
  talks,
  onClose,
  onDone,
}: {
  talks: readonly Mergeable[]
  onClose: () => void
  onDone?: () => void
}) {
  const t = useTranslations('conversations.merge')
  const [other, setOther] = useState<Mergeable | null>(null)
  const first = talks[0]!
  // The chosen one stays, unless they say otherwise.
  const all = other ? [other, ...talks] : talks
  const choosing = all.length < 2
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={choosing ? t('title') : t('previewTitle', { count: all.length })}
      lede={choosing ? t('lede') : t('previewLede')}
    >
      {choosing ? (
        <Chooser talk={first} onChoose={setOther} />
      ) : (
        <Preview
          talks={all}
          back={talks.length < 2 ? () => setOther(null) : undefined}
          onClose={onClose}
          onDone={onDone}
        />
      )}
    </Dialog>
  )
}
