import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocale, useMessages, useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { readOriginal, readReceiptOriginal } from '../../../contract/original.ts'
import type { MessageId } from '../../../domain/shared/ids.ts'
import { call, Problem } from '../../api/call.ts'
import { useSayBytes } from '../../conversations/say-bytes.ts'
import { troubleOf } from '../../shell/trouble.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { When } from '../../ui/When.tsx'
import css from './Original.module.css'

/** A message, or a line of the receipt book. */
export type OriginalOf = { readonly messageId: MessageId } | { readonly inboundId: string }
type Original = ReplyOf<typeof readOriginal>

/** A mail as it came: its header in a table, the way it came, its source, and the whole as a file. */
export function OriginalDialog({ of, onClose }: { of: OriginalOf; onClose: () => void }) {
  const t = useTranslations('original')
  const sayBytes = useSayBytes()
  const [locale, messages] = [useLocale(), useMessages()]
  const [part, setPart] = useState<'header' | 'source'>('header')
  const query = useInfiniteQuery({
    queryKey: ['original', of] as readonly unknown[],
    queryFn: ({ pageParam, signal }): Promise<Original> => {
      const from = { query: { from: pageParam } }
      return 'messageId' in of
        ? call(readOriginal, { params: of, ...from }, signal)
        : call(readReceiptOriginal, { params: of as never, ...from }, signal)
    },
    initialPageParam: 0,
    getNextPageParam: (last: Original) => last.source.next ?? undefined,
  })
  const [first] = query.data?.pages ?? []
  const gone = query.error instanceof Problem && query.error.status === 410
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} size="l">
      {query.isPending && <SkeletonLines count={6} />}
      {gone && <p className={css.gone}>{troubleOf(query.error, locale, messages).words}</p>}
      {query.isError && !gone && !first && <ErrorState retry={() => void query.refetch()} />}
      {first && (
        <>
          <div className={css.top}>
            <Segmented
              label={t('which')}
              value={part}
              onChange={setPart}
              segments={[
                { value: 'header', label: t('header') },
                { value: 'source', label: t('source') },
              ]}
            />
            <a href={first.rawUrl} download className={css.download}>
              {t('download', { size: sayBytes(first.size) })}
            </a>
          </div>
          {part === 'header' ? (
            <Header original={first} />
          ) : (
            <>
              {/* long lines scroll: with the keyboard too */}
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls takes the focus */}
              <section className={css.source} tabIndex={0} aria-label={t('source')} dir="ltr">
                <pre>{query.data!.pages.map((page) => page.source.text).join('')}</pre>
              </section>
              {query.hasNextPage && (
                <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t('more')}
                </Button>
              )}
            </>
          )}
        </>
      )}
    </Dialog>
  )
}

function Header({ original: { headers, headersCut, path, authentication } }: { original: Original }) {
  const t = useTranslations('original')
  return (
    <div className={css.header}>
      {authentication.length > 0 && (
        <section aria-labelledby="original-checked">
          <h3 id="original-checked" className={css.heading}>
            {t('checked')}
          </h3>
          <ul className={css.list}>
            {authentication.map(({ server, results }, n) => (
              <li key={n}>
                {server}
                {': '}
                {results.length > 0
                  ? results.map((r) => `${r.method.toUpperCase()} ${r.result}`).join(' · ')
                  : t('nothingChecked')}
              </li>
            ))}
          </ul>
        </section>
      )}
      {path.length > 0 && (
        <section aria-labelledby="original-path">
          <h3 id="original-path" className={css.heading}>
            {t('path')}
          </h3>
          <ol className={css.list}>
            {path.map(({ from, by, at }, n) => (
              <li key={n}>
                {[from, by].filter(Boolean).join(' → ') || t('unnamed')}
                {at && (
                  <>
                    {' · '}
                    <When at={at} />
                  </>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
      <section aria-labelledby="original-fields">
        <h3 id="original-fields" className={css.heading}>
          {t('fields')}
        </h3>
        <table className={css.table}>
          <thead className={css.unseen}>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('value')}</th>
            </tr>
          </thead>
          <tbody>
            {headers.map(({ name, value }, n) => (
              <tr key={n}>
                <th scope="row">{name}</th>
                <td dir="auto">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {headersCut && <p className={css.gone}>{t('cut')}</p>}
      </section>
    </div>
  )
}
