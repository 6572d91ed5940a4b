import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listBlocks } from '../../../contract/junk.ts'
import { reading } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Name } from '../../ui/Name.tsx'
import { When } from '../../ui/When.tsx'
import css from '../Banners.module.css'
import type { Talk } from '../talk.ts'
import { useJunk } from './use-junk.ts'

/** Above a conversation in junk: who put it there, until when it is kept, whether its sender is blocked, and the way back. */
export function JunkBanner({ talk, junk }: { talk: Talk; junk: NonNullable<Talk['junk']> }) {
  const t = useTranslations('conversations.junk')
  const b = useTranslations('junk.blocks')
  const may = useMay('conversations.write')
  const { back, block, unblock } = useJunk(talk, () => {})
  const { sender } = junk
  const blocks = useQuery({
    ...reading(listBlocks, { query: { of: sender ?? '-' } }),
    enabled: may && sender !== null,
  })
  const blocked = blocks.data?.items[0]
  return (
    <div className={css.banner} role="status">
      <p className={css.words}>
        {t.rich('banner', {
          name: () => <Name size="s">{junk.by?.name ?? t('somebody')}</Name>,
          when: () => <When at={junk.at} />,
          erased: () => <When at={junk.erasedAt} form="day" />,
        })}
        {blocked && ` ${t('isBlocked', { sender: blocked.value })}`}
      </p>
      {may && (
        <div className={css.acts}>
          {blocked ? (
            <Button size="s" look="quiet" onClick={() => unblock(blocked)}>
              {b('remove')}
            </Button>
          ) : (
            sender && (
              <Button size="s" look="quiet" onClick={() => block(sender)}>
                {t('block', { sender })}
              </Button>
            )
          )}
          <Button size="s" onClick={() => void back(blocked)}>
            {t('not')}
          </Button>
        </div>
      )}
    </div>
  )
}
