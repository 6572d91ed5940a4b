import { useTranslations } from 'use-intl'
import { useClock, useSayWhen } from '../ui/clock.tsx'
import { Name } from '../ui/Name.tsx'
import { When } from '../ui/When.tsx'

import { firstOf, isOpen, type PromisedThing } from './page-data.ts'
import css from './YourPage.module.css'

/** One promise as whom it was made to sees it: on their own page, and where we look at what they see. */
export function PromisedItem({ promise }: { promise: PromisedThing }) {
  return isOpen(promise) ? <OpenPromise promise={promise} /> : <SettledPromise promise={promise} />
}

function OpenPromise({ promise }: { promise: PromisedThing }) {
  const t = useTranslations('customer')
  const { now } = useClock()
  const { at, is } = firstOf(promise)
  const late = at < now
  const key = { due: late ? 'late' : 'by', word: late ? 'wordLate' : 'nextWord' } as const
  return (
    <>
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
        {promise.originalDue !== promise.due &&
          // Behind what ends with a full stop it is a sentence of its own.
          (late ? (
            <> {t.rich('firstBy', { when: () => <When at={promise.originalDue} form="by" /> })}</>
          ) : (
            <>
              {' · '}
              {t.rich('insteadOf', { when: () => <When at={promise.originalDue} /> })}
            </>
          ))}
      </p>
      {!namesIn(promise.text, promise.by) && (
        <p className={css.how}>{t('looksAfter', { who: promise.by })}</p>
      )}
      <Words promise={promise} />
    </>
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
    <>
      <Name>{promise.text}</Name>
      <p className={css.how}>
        {state === 'broken'
          ? t('settled.broken', { why: promise.why ?? '' })
          : t(state === 'released' ? 'settled.released' : 'settled.kept', { when })}
      </p>
    </>
  )
}
