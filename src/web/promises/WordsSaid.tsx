import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { tellsNewDate } from '../../domain/promises/new-date.ts'
import { useWordState } from '../contact/word-state.ts'
import { useSayWhen } from '../ui/clock.tsx'
import { Section } from '../ui/Section.tsx'
import { When } from '../ui/When.tsx'
import { useAmongUs } from './among-us.ts'
import { isOver, type PromiseShown } from './by-day.ts'
import css from './WordsSaid.module.css'

type Update = PromiseShown['updates'][number]

/** What became of a promise: how it ended, every word said on the way and how it was told, how it began; the latest first. */
export function WordsSaid({ promise }: { promise: PromiseShown }) {
  const t = useTranslations('promises.said')
  const byMail = promise.updates.some((update) => update.toldBy === 'email')
  const stateOf = useWordState(promise.id, byMail)
  // With that word this promise took the place of another: it tells its beginning.
  const moving = promise.updates.find((update) => tellsNewDate(promise, update))
  const words = promise.updates.filter((update) => update !== moving).reverse()
  // What was said on the way to the date before it goes along, and was said before this one began.
  const isBefore = (update: Update) => moving !== undefined && update.at < moving.at
  return (
    <Section title={t('title')} className={css.section}>
      <ol className={css.list}>
        {isOver(promise) && <Ended promise={promise} />}
        {words
          .filter((update) => !isBefore(update))
          .map((update) => (
            <Word key={update.id} update={update} state={stateOf(update.id)} />
          ))}
        {promise.standsFor && (
          <li>
            <span className={css.when} />
            <span>{t('standsFor', { who: promise.standsFor.name, to: promise.to.name })}</span>
          </li>
        )}
        <Began promise={promise} moving={moving} state={moving ? stateOf(moving.id) : null} />
        {words.filter(isBefore).map((update) => (
          <Word key={update.id} update={update} state={stateOf(update.id)} />
        ))}
      </ol>
    </Section>
  )
}

/** How it ended: kept, not kept and why, let go in their words, or by a new date. */
function Ended({ promise: p }: { promise: PromiseShown }) {
  const t = useTranslations('promises.said')
  const sayWhen = useSayWhen()
  const at = p.keptAt ?? p.brokenAt ?? p.releasedAt ?? p.movedAt
  const words = {
    kept: t('kept'),
    kept_late: t('keptLate'),
    broken: p.movedAt ? t('notTold') : t('broken', { why: p.brokenWhy ?? '' }),
    released: t('released', { words: p.releasedWords ?? '' }),
  }[p.state as string]
  return (
    <li>
      <span className={css.when}>{at && <When at={at} form="short" />}</span>
      <span>
        {words}
        {words && p.after && ' '}
        {p.after &&
          t.rich('after', {
            by: sayWhen(p.after.due, 'by'),
            link: (by) => (
              <Link to="/promises/$id" params={{ id: p.after!.id }}>
                {by}
              </Link>
            ),
          })}
        {p.movedAt && p.after && (
          <span className={css.how}>
            {p.after.by.name}
            {p.after.why && ` · ${t('because', { why: p.after.why })}`}
          </span>
        )}
      </span>
    </li>
  )
}

function Word({ update, state }: { update: Update; state: WordStateShown }) {
  const t = useTranslations('promises.said')
  const sayWhen = useSayWhen()
  return (
    <li>
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
        <WordState state={state} />
      </span>
    </li>
  )
}

/** How it began: as a promise with its date; or as a new date for one before it, which is a press away. */
function Began({
  promise: p,
  moving,
  state,
}: {
  promise: PromiseShown
  moving: Update | undefined
  state: WordStateShown
}) {
  const t = useTranslations('promises.said')
  const amongUs = useAmongUs()
  const sayWhen = useSayWhen()
  return (
    <li>
      <span className={css.when}>
        <When at={p.madeAt} form="short" />
      </span>
      <span>
        {p.before
          ? t(moving?.reason ? 'newDateWhy' : 'newDate', {
              by: sayWhen(p.due, 'by'),
              why: moving?.reason ?? '',
            })
          : t('made', { text: amongUs(p), by: sayWhen(p.due, 'by') })}
        <span className={css.how}>
          {moving ? t('how', { name: p.madeBy.name, by: t(`toldBy.${moving.toldBy}`) }) : p.madeBy.name}
          {p.saidAs && ` · ${t('saidAs', { words: p.saidAs })}`}
        </span>
        <WordState state={state} />
        {!p.before && p.originalDue !== p.due && (
          <span className={css.how}>{t('first', { by: sayWhen(p.originalDue, 'by') })}</span>
        )}
        {p.before && (
          <span className={css.how}>
            {p.originalDue !== p.due && p.originalDue !== p.before.due
              ? `${t('first', { by: sayWhen(p.originalDue, 'by') })} `
              : ''}
            {t.rich('before', {
              first: String(p.originalDue === p.before.due),
              by: sayWhen(p.before.due, 'by'),
              link: (by) => (
                <Link to="/promises/$id" params={{ id: p.before!.id }}>
                  {by}
                </Link>
              ),
            })}
          </span>
        )}
      </span>
    </li>
  )
}

type WordStateShown = { words: string; care: boolean } | null

function WordState({ state }: { state: WordStateShown }) {
  return state && <span className={state.care ? css.care : css.how}>{state.words}</span>
}
