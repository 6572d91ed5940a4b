import { useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { listImportLines } from '../../contract/imports.ts'
import { chosenWorkspace } from '../api/call.ts'
import { itemsOf, paging } from '../api/queries.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Line, Lines } from '../ui/Line.tsx'
import { Section } from '../ui/Section.tsx'
import css from './Imports.module.css'
import type { Import } from './imports-data.ts'
import { useSayFault } from './say-fault.ts'

/** Lines or mails that cannot be taken, each with its reason; as a file to mend and bring again. */
export function FailedLines({ brought }: { brought: Import }) {
  const t = useTranslations('imports.failed')
  const f = useTranslations('form')
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
      <Lines label={t(people ? 'title' : 'mails', { failed: brought.counts.failed })}>
        {itemsOf(query.data).map((l) => (
          <Line
            key={l.line}
            who={l.name || t('unnamed')}
            what={t(people ? 'line' : 'nth', { line: l.line })}
            why={sayFault(l.reason, l.field, l.said)}
          />
        ))}
      </Lines>
      {query.hasNextPage && (
        <Button size="s" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {f('more')}
        </Button>
      )}
    </Section>
  )
}
