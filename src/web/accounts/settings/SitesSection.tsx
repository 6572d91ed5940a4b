import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { WritingHours } from '../../contact/WritingHours.tsx'
import { type Site, useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Name } from '../../ui/Name.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import css from './Settings.module.css'
import { SiteForm } from './SiteForm.tsx'

/** Where the house serves: zone, hours, holidays, telephone. */
export function SitesSection() {
  const t = useTranslations('settings.sites')
  const f = useTranslations('form')
  const { sites } = useSession()
  const [open, setOpen] = useState<Site['id'] | 'new' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <ul className={css.rows}>
        {sites.map((site) => (
          <li key={site.id}>
            <div className={css.words}>
              <Name>{site.name}</Name>
              <div className={css.small}>{[site.timeZone, site.telephone].filter(Boolean).join(' · ')}</div>
            </div>
            {open !== site.id && (
              <Button onClick={() => setOpen(site.id)}>
                {f('change')}
                <VisuallyHidden> {site.name}</VisuallyHidden>
              </Button>
            )}
            {open === site.id && (
              <div className={css.more}>
                <SiteForm site={site} onClose={close} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {open === 'new' ? (
        <div className={css.part}>
          <SiteForm onClose={close} />
        </div>
      ) : (
        <Button icon={Plus} className={css.add} onClick={() => setOpen('new')}>
          {t('add')}
        </Button>
      )}
      <WritingHours />
    </>
  )
}
