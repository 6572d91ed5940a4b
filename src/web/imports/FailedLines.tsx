import { useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { listImportLines } from '../../contract/imports.ts'
import { chosenWorkspace } from '../api/call.ts'
import { paging } from '../api/queries.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Line } from '../ui/Line.tsx'
import { PagedList } from '../ui/PagedList.tsx'
import { Section } from '../ui/Section.tsx'
import css from './Imports.module.css'
import type { Import } from './imports-data.ts'
import { useSayFault } from './say-fault.ts'

/** Lines or mails that cannot be taken, each with its reason; as a file to mend and bring again. */
export function FailedLines({ brought }: { brought: Import }) {
  const t = useTranslations('imports.failed')
  const sayFault = useSayFault()
  const params = { importId: brought.id }
  const query = useInfiniteQuery(paging(listImportLines, { params, query: { kind: 'failed', limit: 20 } }))
  const workspace = chosenWorkspace()
  const people = brought.kind === 'people'
  const href = `/api/imports/${brought.id}/failed.csv${workspace ? `?workspace=${workspace}` : ''}`
  return (
    <Section title={t(people ? 'title' : 'mails', { failed: brought.counts.failed })}>
      <p className={css.note}>{t(people ? 'words' : 'mailWords')}</p>
      <a href={href} download className={buttonClass({ size: 's' }, css.load)}>
        <Icon of={Download} size={16} />
        {t('download')}
      </a>
      <PagedList
        look="lines"
        label={t(people ? 'title' : 'mails', { failed: brought.counts.failed })}
        query={query}
        none={null}
        keyOf={(l) => l.line}
        row={(l) => (
          <Line
            who={l.name || t('unnamed')}
            what={t(people ? 'line' : 'nth', { line: l.line })}
            why={sayFault(l.reason, l.field, l.said)}
          />
        )}
      />
    </Section>
  )
}
