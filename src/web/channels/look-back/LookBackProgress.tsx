import { useTranslations } from 'use-intl'
import { stopLookBack } from '../../../contract/look-back.ts'
import { useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Progress } from '../../ui/Progress.tsx'
import css from './LookBack.module.css'
import type { LookBack } from './look-back-data.ts'

/** How far a reading is, with the way to stop it. */
export function LookBackProgress({ look }: { look: LookBack }) {
  const t = useTranslations('lookBack')
  const may = useMay('mailboxes.manage')
  const stop = useAct(stopLookBack)
  const { readCount, total } = look
  const words = total === null ? t('finding') : t('read', { read: readCount, total })
  return (
    <div className={css.progress}>
      <div className={css.bar}>
        <Progress label={words} {...(total === null ? {} : { value: readCount, max: Math.max(1, total) })} />
      </div>
      {may && (
        <Button
          look="quiet"
          size="s"
          busy={stop.isPending}
          onClick={() => stop.mutate({ params: { mailboxId: look.mailbox.id } })}
        >
          {t('stop')}
        </Button>
      )}
      {look.problem && <p className={css.trouble}>{t('goesOn', { problem: look.problem })}</p>}
    </div>
  )
}
