import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listAuthorityLimits } from '../../../contract/goodwill.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Checkbox } from '../../ui/Toggle.tsx'
import css from './Authority.module.css'
import { EndDialog } from './EndDialog.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { GrantDialog } from './GrantDialog.tsx'
import { LimitLine } from './LimitLine.tsx'
import type { Limit } from './limits.ts'

/** Who may decide how much without asking; everybody reads it, whoever owns the house says it. */
export function AuthoritySection() {
  const t = useTranslations('goodwill.authority')
  const may = useMay('authority.manage')
  const [ended, setEnded] = useState(false)
  const [granting, setGranting] = useState<true | Limit | null>(null)
  const [ending, setEnding] = useState<Limit | null>(null)
  const query = useInfiniteQuery(paging(listAuthorityLimits, { query: { state: ended ? 'all' : 'active' } }))
  const items = itemsOf(query.data)
  const none = query.isSuccess && items.length === 0
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      <PagedList
        query={query}
        look="ruled"
        label={t('list')}
        none={may ? <FirstSteps /> : t('none')}
        keyOf={(limit) => limit.id}
        loads={3}
        row={(limit) => (
          <LimitLine
            limit={limit}
            onChange={may ? () => setGranting(limit) : undefined}
            onEnd={may ? () => setEnding(limit) : undefined}
          />
        )}
      />
      {query.data && (
        <div className={css.foot}>
          {may && (
            <Button look={none ? 'outline' : 'filled'} icon={Plus} onClick={() => setGranting(true)}>
              {t('grant')}
            </Button>
          )}
          <Checkbox label={t('alsoEnded')} checked={ended} onChange={setEnded} />
        </div>
      )}
      {granting && (
        <GrantDialog
          {...(granting !== true && { like: granting })}
          standing={items}
          onClose={() => setGranting(null)}
        />
      )}
      {ending && <EndDialog limit={ending} standing={items} onClose={() => setEnding(null)} />}
    </>
  )
}
