import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { GESTURE_KINDS, type GestureKind } from '../../../domain/goodwill/gesture.ts'
import css from './Give.module.css'

/** What is given, all of it in sight; arrow keys change it. */
export function KindRow({ value, onChange }: { value: GestureKind; onChange: (kind: GestureKind) => void }) {
  const t = useTranslations('goodwill')
  const name = useId()
  return (
    <fieldset className={css.kinds}>
      <legend className={css.legend}>{t('give.what')}</legend>
      <div className={css.row}>
        {GESTURE_KINDS.map((kind) => (
          <label key={kind} className={css.kind}>
            <input
              type="radio"
              className={css.radio}
              name={name}
              value={kind}
              checked={kind === value}
              onChange={() => onChange(kind)}
            />
            {t(`kinds.${kind}`)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
