import { useTranslations } from 'use-intl'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Name } from '../../ui/Name.tsx'
import { When } from '../../ui/When.tsx'
import css from '../Banners.module.css'
import type { Talk } from '../talk.ts'
import { useJunk } from './use-junk.ts'

/** Above a conversation in junk: who put it there, until when it is kept, and the way back. */
export function JunkBanner({ talk, junk }: { talk: Talk; junk: NonNullable<Talk['junk']> }) {
  const t = useTranslations('conversations.junk')
  const may = useMay('conversations.write')
  const { back } = useJunk(talk, () => {})
  return (
    <div className={css.banner} role="status">
      <p className={css.words}>
        {t.rich('banner', {
          name: () => <Name size="s">{junk.by?.name ?? t('somebody')}</Name>,
          when: () => <When at={junk.at} />,
          erased: () => <When at={junk.erasedAt} form="day" />,
        })}
      </p>
      {may && (
        <div className={css.acts}>
          <Button size="s" onClick={() => void back()}>
            {t('not')}
          </Button>
        </div>
      )}
    </div>
  )
}
