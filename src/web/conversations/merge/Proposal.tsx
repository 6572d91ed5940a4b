import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listMergeCandidates } from '../../../contract/merging.ts'
import { reading } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { When } from '../../ui/When.tsx'
import pane from '../person/PersonPane.module.css'
import type { Talk } from '../talk.ts'
import css from './Merge.module.css'
import { MergeDialog } from './MergeDialog.tsx'
import type { Candidate } from './merge-data.ts'

/** Beside the thread: other open conversations of theirs that may be the same matter, and why. Nothing merges by itself. */
export function Proposal({ talk, name }: { talk: Talk; name: string }) {
  const t = useTranslations('conversations.merge')
  const mayWrite = useMay('conversations.write')
  const [other, setOther] = useState<Candidate | null>(null)
  const { data } = useQuery({
    ...reading(listMergeCandidates, {
      params: { conversationId: talk.id },
      query: { proposed: 'true' },
    }),
    enabled: talk.closedAt === null,
  })
  const found = talk.closedAt === null ? (data?.items ?? []) : []
  if (found.length === 0) return null
  return (
    <section className={pane.part}>
      <h3>{t('alsoOpen', { count: found.length, name })}</h3>
      <ul className={css.proposed}>
        {found.map((one) => (
          <li key={one.id}>
            <span className={css.proposedWords}>
              <Link to="/conversations/$id" params={{ id: one.id }}>
                {one.subject || t('noSubject')}
              </Link>
              <span className={css.detail}>
                {t(`reason.${one.reasons[0]!}`)} · <When at={one.lastActivityAt} form="short" />
              </span>
            </span>
            {mayWrite && (
              <Button size="s" look="quiet" onClick={() => setOther(one)}>
                {t('propose')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {other && <MergeDialog talks={[talk, other]} onClose={() => setOther(null)} />}
    </section>
  )
}
