import { Link } from '@tanstack/react-router'
import { FileText, Hash, type LucideIcon, StickyNote } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import type { search } from '../../contract/search.ts'
import { CHANNEL_ICONS } from '../conversations/channel-icons.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Name } from '../ui/Name.tsx'
import { When } from '../ui/When.tsx'
import { Excerpt } from './Excerpt.tsx'
import css from './Search.module.css'

export type Hit = ReplyOf<typeof search>['items'][number]

const ICONS: Partial<Record<Hit['foundBy'], LucideIcon>> = {
  note: StickyNote,
  file: FileText,
  reference: Hash,
}

/** One conversation that was found: whose, what about, the words around what was found, where it stands and when. */
export function HitRow({ hit, onOpen }: { hit: Hit; onOpen: () => void }) {
  const t = useTranslations('search')
  const talks = useTranslations('conversations')
  const { conversation: c, foundBy } = hit
  const icon = ICONS[foundBy]
  const where = foundBy === 'filters' || foundBy === 'subject' ? null : whereWords()
  function whereWords() {
    if (foundBy === 'reference') return t('foundBy.reference', { reference: c.reference })
    if (foundBy === 'file') return t('foundBy.file')
    const by = hit.author ?? ''
    // Their own words need no name beside theirs.
    if (foundBy === 'message' && by === (c.person?.name ?? '')) return null
    return t(`foundBy.${foundBy === 'note' ? 'note' : 'message'}`, { by })
  }
  return (
    <li className={css.row}>
      <Avatar name={c.person?.name ?? null} />
      <div className={css.main}>
        <div className={css.first}>
          <Link
            to="/conversations/$id"
            params={{ id: c.id }}
            search={{ view: 'all' }}
            className={css.link}
            data-row=""
            onClick={onOpen}
          >
            <Name size="s">{c.person?.name ?? talks('row.someone')}</Name>{' '}
            <span className={css.subject}>
              {foundBy === 'subject' ? <Excerpt pieces={hit.excerpt} /> : c.subject || talks('row.noSubject')}
            </span>
          </Link>
          <span className={css.age}>
            {c.state === 'closed' && <span className={css.state}>{talks('row.state.closed')}</span>}
            <Icon of={CHANNEL_ICONS[c.channel]} size={13} />
            <span className="sr-only">{talks(`channel.${c.channel}`)}</span>
            <When at={hit.at} form="short" />
          </span>
        </div>
        <div className={css.words}>
          {where && (
            <span className={css.where}>
              {icon && <Icon of={icon} size={13} />}
              {where}
            </span>
          )}
          {foundBy === 'subject' ? c.lastLine : <Excerpt pieces={hit.excerpt} />}
        </div>
      </div>
    </li>
  )
}
