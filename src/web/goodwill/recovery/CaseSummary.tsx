import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { CaseDialog } from './CaseDialog.tsx'
import { LookAgain } from './LookAgain.tsx'
import css from './Recovery.module.css'
import type { Case } from './recovery-data.ts'
import { Steps } from './Steps.tsx'

/** An open case in few words: the steps, and when we look after them again. The rest opens. */
export function CaseSummary({ one, here }: { one: Case; here?: string | undefined }) {
  const t = useTranslations('amends')
  const [open, setOpen] = useState(false)
  const elsewhere = one.conversation && one.conversation.id !== here
  return (
    <div className={css.summary}>
      {elsewhere && <p className={css.soft}>{one.conversation?.subject || t('conversation')}</p>}
      {(one.theirs || one.known) && (
        <dl className={css.short}>
          {(['theirs', 'known'] as const).map((side) => (
            <div key={side}>
              <dt>{t(`short.${side}`)}</dt>
              <dd>{one[side] ?? '–'}</dd>
            </div>
          ))}
        </dl>
      )}
      <Steps one={one} />
      <p className={css.lookLine}>
        <LookAgain one={one} />
      </p>
      <button type="button" className={css.open} onClick={() => setOpen(true)}>
        {t('open')}
      </button>
      {open && <CaseDialog id={one.id} name={one.person.name} onClose={() => setOpen(false)} />}
    </div>
  )
}
