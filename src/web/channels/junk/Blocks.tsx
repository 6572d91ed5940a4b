import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { addBlock, listBlocks, removeBlock, restoreBlock } from '../../../contract/junk.ts'
import { readBlock } from '../../../domain/channels/junk.ts'
import { itemsOf, paging, useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Name } from '../../ui/Name.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import css from './Junk.module.css'

/** Whose mail is junk by a decision of the house: who decided it, when and why; taken away by a press, and put back by another. */
export function Blocks() {
  const t = useTranslations('junk.blocks')
  const may = useMay('conversations.write')
  const query = useInfiniteQuery(paging(listBlocks))
  const restore = useAct(restoreBlock)
  const remove = useAct(removeBlock)
  const blocks = itemsOf(query.data)
  return (
    <Section title={t('title')}>
      {may && <AddBlock />}
      {query.isPending && <SkeletonLines count={2} />}
      {query.isError && blocks.length === 0 && <ErrorState retry={() => void query.refetch()} />}
      {query.isSuccess && blocks.length === 0 && <p className={css.small}>{t('none')}</p>}
      {blocks.length > 0 && (
        <ul className={css.rows}>
          {blocks.map((block) => {
            const params = { blockId: block.id as never }
            const undo = () => restore.mutate({ params })
            return (
              <li key={block.id}>
                <div className={css.words}>
                  <span className={css.subject}>{block.value}</span>
                  {block.reason && <p>{block.reason}</p>}
                  <p className={css.small}>
                    {t.rich('by', {
                      name: () => <Name>{block.by?.name ?? t('somebody')}</Name>,
                      when: () => <When at={block.at} />,
                    })}
                  </p>
                </div>
                {may && (
                  <div className={css.acts}>
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
          })}
        </ul>
      )}
      {query.hasNextPage && (
        <Button
          className={css.more}
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </Section>
  )
}

function AddBlock() {
  const t = useTranslations('junk.blocks')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState(false)
  const remove = useAct(removeBlock)
  const add = useAct(addBlock, {
    onSuccess: (block) => {
      setValue('')
      setReason('')
      say({
        words: t('added', { value: block.value }),
        undo: () => remove.mutate({ params: { blockId: block.id as never } }),
      })
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    const sound = readBlock(value) !== null
    setWrong(!sound)
    if (sound) add.mutate({ body: { value, reason } })
  }
  return (
    <form className={css.add} onSubmit={send} noValidate>
      <TextField
        label={t('value')}
        hint={t('valueHint')}
        error={wrong ? t('valueWrong') : undefined}
        value={value}
        maxLength={320}
        autoComplete="off"
        onChange={(event) => {
          setValue(event.target.value)
          setWrong(false)
        }}
      />
      <TextField
        label={t('reason')}
        optional
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button type="submit" busy={add.isPending}>
        {t('add')}
      </Button>
    </form>
  )
}
