import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { listBlocks, removeBlock, restoreBlock } from '../../../contract/junk.ts'
import { itemsOf, paging, useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Section } from '../../ui/Section.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import lines from '../lines/Lines.module.css'
import { AddBlock } from './AddBlock.tsx'
import css from './Junk.module.css'

/** From so many blocks on, one looks for one by its words. */
const MANY = 8

/** Whose mail is junk by a decision of the house: who decided it, when and why, what it held back; taken away and put back by a press. */
export function Blocks() {
  const t = useTranslations('junk.blocks')
  const may = useMay('conversations.write')
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const query = useInfiniteQuery(paging(listBlocks, { query: q ? { q } : {} }))
  const many = words !== '' || query.hasNextPage || itemsOf(query.data).length >= MANY
  return (
    <Section title={t('title')}>
      <p className={lines.small}>{t('sees')}</p>
      {may && <AddBlock />}
      {many && (
        <div className={css.find}>
          <TextField
            label={t('search')}
            type="search"
            value={words}
            maxLength={320}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
      )}
      <PagedList
        keyOf={(one) => one.id}
        query={query}
        loads={2}
        none={<p className={lines.small}>{t(q ? 'noneFound' : 'none')}</p>}
        more={t('more')}
        row={(block) => <BlockRow block={block} may={may} />}
      />
    </Section>
  )
}

function BlockRow({ block, may }: { block: ReplyOf<typeof listBlocks>['items'][number]; may: boolean }) {
  const t = useTranslations('junk.blocks')
  const restore = useAct(restoreBlock)
  const remove = useAct(removeBlock)
  const params = { blockId: block.id as never }
  const undo = () => restore.mutate({ params })
  return (
    <li>
      <div className={lines.words}>
        <span className={lines.subject}>{block.value}</span>
        {block.reason && <p>{block.reason}</p>}
        <p className={lines.small}>
          {t('caught', { count: block.caught })}{' '}
          {block.lastCaughtAt && t.rich('last', { when: () => <When at={block.lastCaughtAt!} /> })}
        </p>
        <p className={lines.small}>
          {t.rich('by', {
            name: () => <bdi>{block.by?.name ?? t('somebody')}</bdi>,
            when: () => <When at={block.at} />,
          })}
        </p>
      </div>
      {may && (
        <div className={lines.acts}>
          <Button
            size="s"
            look="quiet"
            onClick={() =>
              remove.mutate(
                { params },
                { onSuccess: () => say({ words: t('removed', { value: block.value }), undo }) },
              )
            }
          >
            {t('remove')}
            <VisuallyHidden> {block.value}</VisuallyHidden>
          </Button>
        </div>
      )}
    </li>
  )
}
