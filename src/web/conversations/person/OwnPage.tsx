import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listPageLinks, makePageLink } from '../../../contract/contact.ts'
import { call } from '../../api/call.ts'
import { useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { say } from '../../ui/toasts.tsx'
import css from './PersonPane.module.css'

/** The link to the person's own page: made once, copied, opened. */
export function OwnPage({ personId, name }: { personId: string; name: string }) {
  const t = useTranslations('conversations.person')
  const may = useMay('people.write')
  const make = useAct(makePageLink)
  const [url, setUrl] = useState<string | null>(null)
  if (!may) return null
  const params = { personId }
  const copy = async () => {
    try {
      const known = (await call(listPageLinks, { params })).items.find((link) => link.revokedAt === null)
      const link = known ?? (await make.mutateAsync({ params }))
      setUrl(link.url)
      try {
        await navigator.clipboard.writeText(link.url)
        say({ words: t('copied', { name }) })
      } catch {
        // no leave to copy: the address stands below, to be taken by hand
      }
    } catch {
      say({ words: t('noLink'), trouble: true })
    }
  }
  return (
    <section className={css.part}>
      <h3>{t('ownPage', { name })}</h3>
      <Button size="s" icon={Link2} busy={make.isPending} onClick={() => void copy()}>
        {t('copy')}
      </Button>
      {url && (
        <p style={{ overflowWrap: 'anywhere', marginBlockStart: 6 }}>
          <a href={url} target="_blank" rel="noreferrer">
            {url}
          </a>
        </p>
      )}
    </section>
  )
}
