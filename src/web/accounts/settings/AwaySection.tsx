import { useInfiniteQuery } from '@tanstack/react-query'
import { AtSign, Car, Filter, type LucideIcon, MessageSquareQuote, Tag, Users } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { fetchBack, listPutAway } from '../../../contract/put-away.ts'
import { paging, useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Name } from '../../ui/Name.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import css from './Settings.module.css'

type PutAway = ReplyOf<typeof listPutAway>['items'][number]

const ICONS: Record<PutAway['what'], LucideIcon> = {
  view: Filter,
  saved_reply: MessageSquareQuote,
  tag: Tag,
  team: Users,
  handle: AtSign,
  thing: Car,
}

/** What was put away in the last thirty days, to fetch back. */
export function AwaySection() {
  const t = useTranslations('settings.away')
  const query = useInfiniteQuery(paging(listPutAway, { query: { limit: 30 } }))
  const back = useAct(fetchBack)
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      <PagedList
        look="ruled"
        keyOf={(one) => one.id}
        query={query}
        none={t('none')}
        row={(item) => (
          <li>
            <Icon of={ICONS[item.what]} size={16} />
            <div className={css.words}>
              <Name>{item.name}</Name>
              <div className={css.small}>
                {t.rich('line', {
                  what: item.what,
                  of: item.person ? 'person' : 'house',
                  name: item.person?.name ?? '',
                  by: item.by?.name ?? t('itself'),
                  when: () => <When at={item.at} />,
                })}
              </div>
            </div>
            <Button
              busy={back.isPending && back.variables?.params.eventId === item.id}
              onClick={() =>
                back.mutate(
                  { params: { eventId: item.id } },
                  { onSuccess: () => say({ words: t('back', { name: item.name }) }) },
                )
              }
            >
              {t('fetchBack')}
              <VisuallyHidden> {item.name}</VisuallyHidden>
            </Button>
          </li>
        )}
      />
    </>
  )
}
