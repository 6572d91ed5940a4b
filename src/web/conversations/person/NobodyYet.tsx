import { UserRoundSearch } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { WhoseDialog } from '../head/WhoseDialog.tsx'
import type { Talk } from '../talk.ts'
import css from './PersonPane.module.css'

/** Nobody knows yet whose conversation it is. */
export function NobodyYet({ talk }: { talk: Talk }) {
  const t = useTranslations('conversations.person')
  const may = useMay('conversations.write')
  const [open, setOpen] = useState(false)
  return (
    <div className={css.pane}>
      <h2 className="sr-only">{t('pane')}</h2>
      <p className={css.say}>{t('nobody')}</p>
      {may && (
        <div className={css.acts}>
          <Button icon={UserRoundSearch} onClick={() => setOpen(true)}>
            {t('whose')}
          </Button>
        </div>
      )}
      {open && <WhoseDialog talk={talk} onClose={() => setOpen(false)} />}
    </div>
  )
}
