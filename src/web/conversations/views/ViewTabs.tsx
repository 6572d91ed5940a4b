import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { countViews, listViews } from '../../../contract/views.ts'
import { reading } from '../../api/queries.ts'
import { useMedia } from '../../ui/media.ts'
import css from '../InboxList.module.css'
import { sayCount } from './say-count.ts'

/** The views one kept, beside those of the house: on a telephone, where the menu has no room for them. */
export function ViewTabs({ named }: { named: string }) {
  const phone = useMedia('(max-width: 700px)')
  const { data } = useQuery(reading(listViews))
  const { data: counted } = useQuery({
    ...reading(countViews),
    enabled: phone && (data?.items.length ?? 0) > 0,
  })
  if (!phone) return null
  return data?.items.map((view) => {
    const count = counted?.counts[view.id] ?? 0
    return (
      <Link
        key={view.id}
        to="/inbox/$view"
        params={{ view: view.id }}
        className={css.view}
        aria-current={view.id === named ? 'page' : undefined}
      >
        {view.name}
        {count > 0 && <span className={css.count}>{sayCount(count)}</span>}
      </Link>
    )
  })
}
