import { useQuery } from '@tanstack/react-query'
import { Copy, Link2, X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { listPageLinks, makePageLink, restorePageLink, revokePageLink } from '../../contract/contact.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { reading, useAct } from '../api/queries.ts'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { PartState } from '../ui/PartState.tsx'
import { Section } from '../ui/Section.tsx'
import { say } from '../ui/toasts.tsx'
import { When } from '../ui/When.tsx'
import css from './Person.module.css'

/** The links with which a person opens their own page: made, copied, taken back. */
export function PageLinks({ personId, name }: { personId: string; name: string }) {
  const t = useTranslations('people.pageLinks')
  const may = useMay('people.write')
  const query = useQuery(reading(listPageLinks, { params: { personId } }))
  const make = useAct(makePageLink)
  const revoke = useAct(revokePageLink)
  const restore = useAct(restorePageLink)
  const links = query.data?.items.filter((link) => link.revokedAt === null) ?? []
  const copy = async (url: string) => {
    try {
      await navigator.clipboard.writeText(url)
      say({ words: t('copied', { name }) })
    } catch {
      say({ words: t('byHand'), detail: url, lasts: 0 })
    }
  }
  return (
    <Section title={t('title')}>
      <PartState query={query} empty={links.length === 0} none={t('none')} count={1} />
      <ul className={css.rows}>
        {links.map((link) => (
          <li key={link.id}>
            <Icon of={Link2} size={16} />
            <div className={css.words}>
              <a href={link.url} target="_blank" rel="noreferrer">
                {t('open')}
              </a>
              <div className={css.small}>
                {t.rich('made', { when: () => <When at={link.createdAt} form="day" /> })}
                {' · '}
                {link.lastOpenedAt
                  ? t.rich('opened', { when: () => <When at={link.lastOpenedAt!} /> })
                  : t('unopened')}
              </div>
            </div>
            <span className={css.acts}>
              <IconButton icon={Copy} size="s" label={t('copy')} onClick={() => void copy(link.url)} />
              {may && (
                <IconButton
                  icon={X}
                  size="s"
                  label={t('revoke')}
                  onClick={() => {
                    const params = { linkId: link.id as Id<'page_link'> }
                    const undo = () => restore.mutate({ params })
                    revoke.mutate({ params }, { onSuccess: () => say({ words: t('revoked'), undo }) })
                  }}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      {may && (
        <Button
          look="quiet"
          size="s"
          icon={Link2}
          className={css.add}
          busy={make.isPending}
          onClick={() => make.mutate({ params: { personId } }, { onSuccess: (link) => void copy(link.url) })}
        >
          {t('make')}
        </Button>
      )}
    </Section>
  )
}
