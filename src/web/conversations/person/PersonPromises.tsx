import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, HandHeart, Minus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listPromises } from '../../../contract/promises.ts'
import { reading } from '../../api/queries.ts'
import { useAmongUs } from '../../promises/among-us.ts'
import { isLate, nextMoment } from '../../promises/by-day.ts'
import { PromisedBy } from '../../promises/heard/PromisedBy.tsx'
import { PromiseDialog } from '../../promises/PromiseDialog.tsx'
import { useMay } from '../../shell/session.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { promisesOf, useDraft } from '../composer/drafts.ts'
import type { Talk } from '../talk.ts'
import css from './PersonPane.module.css'

/** What we promised this person: what is open first, also what is being written, then what was kept lately. */
export function PersonPromises({ talk, card }: { talk: Talk; card: { id: string; name: string } }) {
  const t = useTranslations('conversations.person')
  const amongUs = useAmongUs()
  const sayWhen = useSayWhen()
  const may = useMay('promises.write')
  const [making, setMaking] = useState(false)
  const draft = useDraft(talk.id)
  const about = { of: 'all' as const, personId: card.id }
  const open = useQuery(reading(listPromises, { query: { ...about, state: 'open', limit: 20 } }))
  const settled = useQuery(reading(listPromises, { query: { ...about, state: 'settled', limit: 2 } }))
  // By what comes first of each, as it stands beside it.
  const openItems = [...(open.data?.items ?? [])].sort((a, b) =>
    nextMoment(a).at < nextMoment(b).at ? -1 : 1,
  )
  const settledItems = settled.data?.items ?? []
  const drafted = [...promisesOf(draft)].sort((a, b) => (a.due < b.due ? -1 : 1))
  const none = openItems.length + settledItems.length + promisesOf(draft).length === 0
  return (
    <section className={css.part}>
      <div className={css.head}>
        <h3>{t('promised')}</h3>
        {may && (
          <button type="button" className={css.small} onClick={() => setMaking(true)}>
            {t('promise')}
          </button>
        )}
      </div>
      {none && open.isSuccess && <p className={css.soft}>{t('nothingPromised')}</p>}
      <ul>
        {drafted.map((p) => (
          <li key={p.key} className={css.item}>
            <Icon of={HandHeart} size={16} />
            <span>
              <PromisedBy title={p.what} language={p.language} at={p.due} />{' '}
              <span className={css.soft}>· {t('beingWritten')}</span>
            </span>
          </li>
        ))}
        {openItems.map((p) => {
          const { at, is } = nextMoment(p)
          return (
            <li key={p.id} className={css.item}>
              <Icon of={HandHeart} size={16} />
              <span>
                <Link to="/promises/$id" params={{ id: p.id }}>
                  {t('quoted', { text: amongUs(p) })}
                </Link>{' '}
                <span className={isLate(p) ? css.late : css.soft}>
                  · {t(is === 'word' ? 'word' : isLate(p) ? 'late' : 'due', { by: sayWhen(at, 'by') })}
                </span>
              </span>
            </li>
          )
        })}
        {settledItems.map((p) => (
          <li key={p.id} className={`${css.item} ${css.done}`}>
            <Icon of={p.state === 'kept' || p.state === 'kept_late' ? Check : Minus} size={16} />
            <span>
              <Link to="/promises/$id" params={{ id: p.id }}>
                {t('quoted', { text: amongUs(p) })}
              </Link>{' '}
              · {t(`settled.${p.state as 'kept'}`)}
            </span>
          </li>
        ))}
      </ul>
      {making && (
        <PromiseDialog
          to={{ personId: card.id, name: card.name }}
          conversationId={talk.id}
          siteId={talk.siteId}
          onClose={() => setMaking(false)}
        />
      )}
    </section>
  )
}
