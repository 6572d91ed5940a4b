import { useTranslations } from 'use-intl'
import { useWordState } from '../contact/word-state.ts'
import { useSayWhen } from '../ui/clock.tsx'
import { Section } from '../ui/Section.tsx'
import { When } from '../ui/When.tsx'
import type { PromiseShown } from './by-day.ts'
import css from './WordsSaid.module.css'

/** Every word said on the way of a promise, the latest first; how it was told, and by whom. */
export function WordsSaid({ promise }: { promise: PromiseShown }) {
  const t = useTranslations('promises.said')
  const sayWhen = useSayWhen()
  const byMail = promise.updates.some((update) => update.toldBy === 'email')
  const stateOf = useWordState(promise.id, byMail)
  return (
    <Section title={t('title')} className={css.section}>
      <ol className={css.list}>
        {[...promise.updates].reverse().map((update) => (
          <li key={update.id}>
            <span className={css.when}>
              <When at={update.at} form="short" />
            </span>
            <span>
              {update.kind === 'no_progress'
                ? t('noNews', { why: update.reason ?? '' })
                : update.kind === 'delay'
                  ? t('delay', { why: update.reason ?? '' })
                  : update.text}
              <span className={css.how}>
                {t('how', { name: update.saidBy.name, by: t(`toldBy.${update.toldBy}`) })}
                {update.nextUpdateDue && ` · ${t('next', { by: sayWhen(update.nextUpdateDue, 'by') })}`}
              </span>
              <WordState state={stateOf(update.id)} />
            </span>
          </li>
        ))}
        <li>
          <span className={css.when}>
            <When at={promise.madeAt} form="short" />
          </span>
          <span>
            {t('made', { text: promise.text, by: sayWhen(promise.originalDue, 'by') })}
            <span className={css.how}>
              {promise.madeBy.name}
              {promise.saidAs && ` · ${t('saidAs', { words: promise.saidAs })}`}
            </span>
          </span>
        </li>
      </ol>
    </Section>
  )
}

function WordState({ state }: { state: { words: string; care: boolean } | null }) {
  return state && <span className={state.care ? css.care : css.how}>{state.words}</span>
}
