import { useQuery } from '@tanstack/react-query'
import { HeartHandshake } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { listGestures } from '../../../contract/goodwill.ts'
import type { PersonId } from '../../../domain/shared/ids.ts'
import { reading } from '../../api/queries.ts'
import css from '../../conversations/person/PersonPane.module.css'
import { useShellActs } from '../../shell/shell-acts.tsx'
import { Button } from '../../ui/Button.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { useSayGiven } from '../say-given.ts'
import type { GiveTo } from './use-left.ts'

/** Beside a conversation: what they were given last, and the way to give something. */
export function PaneGiven({ to }: { to: GiveTo }) {
  const t = useTranslations('goodwill.ofThem')
  const shell = useTranslations('shell')
  const sayGiven = useSayGiven()
  const sayWhen = useSayWhen()
  const { makeRight } = useShellActs()
  const { data } = useQuery(reading(listGestures, { query: { personId: to.personId as PersonId, limit: 3 } }))
  const given = data?.items.filter((gesture) => !gesture.reversedAt) ?? []
  if (given.length === 0 && !makeRight) return null
  return (
    <section className={css.part}>
      <div className={css.head}>
        <h3>{t('title')}</h3>
        {makeRight && (
          <Button size="s" look="quiet" icon={HeartHandshake} onClick={() => makeRight(to)}>
            {shell('capture.right')}
          </Button>
        )}
      </div>
      {given.length > 0 && (
        <ul>
          {given.map((gesture) => (
            <li key={gesture.id} className={css.pair}>
              <span>{sayGiven(gesture)}</span>
              <span className={css.soft}>{sayWhen(gesture.givenAt ?? gesture.madeAt, 'short')}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
