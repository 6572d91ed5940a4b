import { useTranslations } from 'use-intl'
import { useClock, useSayWhen } from '../ui/clock.tsx'
import { Name } from '../ui/Name.tsx'
import { Section } from '../ui/Section.tsx'
import { When } from '../ui/When.tsx'
import { firstOf, isOpen, type PromisedThing } from './page-data.ts'
import css from './YourPage.module.css'

/** How many settled promises stand there unasked. */
const SHOWN = 2

/** What we promised: open ones with each word on the way, kept ones quiet below. */
export function Promised({ promises }: { promises: readonly PromisedThing[] }) {
  const t = useTranslations('customer')
  const open = promises.filter(isOpen).sort((a, b) => (firstOf(a).at < firstOf(b).at ? -1 : 1))
  const settled = promises.filter((promise) => !isOpen(promise))
  const earlier = settled.slice(SHOWN)
  return (
    <Section title={t('promised')}>
      {promises.length === 0 && <p className={css.none}>{t('promisedNone')}</p>}
      <ul className={css.list}>
        {open.map((promise) => (
          <OpenPromise key={promise.id} promise={promise} />
        ))}
        {settled.slice(0, SHOWN).map((promise) => (
          <SettledPromise key={promise.id} promise={promise} />
        ))}
      </ul>
      {earlier.length > 0 && (
        <details className={css.earlier}>
          <summary>{t('promisedEarlier', { count: earlier.length })}</summary>
          <ul className={css.list}>
            {earlier.map((promise) => (
              <SettledPromise key={promise.id} promise={promise} />
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}

function OpenPromise({ promise }: { promise: PromisedThing }) {
  const t = useTranslations('customer')
  const { now } = useClock()
  const { at, is } = firstOf(promise)
  const late = at < now
  const key = { due: late ? 'late' : 'by', word: late ? 'wordLate' : 'nextWord' } as const
  return (
    <li className={css.item}>
      <Name>{promise.text}</Name>
      <p className={late ? css.late : css.how}>
        {t.rich(key[is], { who: promise.by, when: () => <When at={at} form="by" /> })}
        {is === 'word' && !late && (
          <>
            {' · '}
            {t.rich(promise.state === 'overdue' ? 'wasPromised' : 'isPromised', {
              when: () => <When at={promise.due} form="by" />,
            })}
          </>
        )}
      </p>
      {!namesIn(promise.text, promise.by) && (
        <p className={css.how}>{t('looksAfter', { who: promise.by })}</p>
      )}
      <Words promise={promise} />
    </li>
  )
}

// Handed to a colleague since: the words stay as they were said, so it is told who has it now.
function namesIn(text: string, name: string): boolean {
  return text.split(/[^\p{L}]+/u).includes(name.split(' ')[0] ?? name)
}

/** Every word said on the way, the latest first. */
function Words({ promise }: { promise: PromisedThing }) {
  const t = useTranslations('customer.word')
  if (promise.updates.length === 0) return null
  const latestFirst = [...promise.updates].sort((a, b) => (a.at < b.at ? 1 : -1))
  return (
    <ol className={css.words}>
      {latestFirst.map((word) => (
        <li key={word.at + word.kind}>
          <span className={css.at}>
            <When at={word.at} form="short" />
          </span>{' '}
          {word.kind === 'no_progress'
            ? t('no_progress', { reason: word.reason ?? word.text })
            : [word.text, word.reason].filter(Boolean).join(' ') ||
              t(word.kind === 'ready' ? 'ready' : 'progress')}
        </li>
      ))}
    </ol>
  )
}

function SettledPromise({ promise }: { promise: PromisedThing }) {
  const t = useTranslations('customer')
  const sayWhen = useSayWhen()
  const when = promise.settledAt ? sayWhen(promise.settledAt, 'day') : ''
  const state = promise.state === 'kept' || promise.state === 'kept_late' ? 'kept' : promise.state
  return (
    <li className={css.item}>
      <Name>{promise.text}</Name>
      <p className={css.how}>
        {state === 'broken'
          ? t('settled.broken', { why: promise.why ?? '' })
          : t(state === 'released' ? 'settled.released' : 'settled.kept', { when })}
      </p>
    </li>
  )
}
