import { Check } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { STEPS } from '../../../domain/goodwill/recovery.ts'
import { useMay } from '../../shell/session.tsx'
import { classNames } from '../../ui/class-names.ts'
import { useSayWhen } from '../../ui/clock.tsx'
import { Icon } from '../../ui/Icon.tsx'
import css from './Recovery.module.css'
import { type Case, useStep } from './recovery-data.ts'

/** The four quiet steps: pressed, one is taken now, by whoever presses; pressed again it is taken back. In any order. */
export function Steps({ one }: { one: Case }) {
  const t = useTranslations('amends')
  const sayWhen = useSayWhen()
  const may = useMay('goodwill.give') && one.closedAt === null
  const press = useStep(one)
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role away from a list without bullets
    <ul role="list" aria-label={t('steps.label')} className={css.steps}>
      {STEPS.map((step) => {
        const taken = one.steps.find((other) => other.step === step)
        const by = taken && t('steps.by', { name: taken.by.name, when: sayWhen(taken.at) })
        const words = (
          <>
            <span className={css.mark}>{taken && <Icon of={Check} size={14} />}</span>
            {t(`steps.${step}`)}
          </>
        )
        return (
          <li key={step}>
            {may ? (
              <button
                type="button"
                className={classNames(css.step, taken && css.taken)}
                aria-pressed={taken !== undefined}
                title={by}
                onClick={() => press(step)}
              >
                {words}
              </button>
            ) : (
              <span className={classNames(css.step, taken && css.taken)} title={by}>
                {words}
                <span className="sr-only">{by ?? t('steps.not')}</span>
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
