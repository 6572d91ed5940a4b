import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { chooseNotice, readNoticeSettings } from '../../contract/notices.ts'
import { MAIL_CHOICES } from '../../domain/notices/notice.ts'
import { keyOf, useAct } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { Select } from '../ui/Select.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import css from './NoticesSection.module.css'

export type NoticeSettings = ReplyOf<typeof readNoticeSettings>
type Choice = NoticeSettings['choices'][number]
type Ways = Pick<Choice, 'inApp' | 'mail' | 'push'>

/** Each kind of notice with the ways it comes; a change takes effect at once. */
export function KindsTable({ settings }: { settings: NoticeSettings }) {
  const t = useTranslations('notices.me')
  const { workspace } = useSession()
  return (
    <>
      {settings.devices.length === 0 && <p className={css.hint}>{t('pushedNowhere')}</p>}
      {!settings.canMail && !workspace.isDemo && <p className={css.wait}>{t('noMail')}</p>}
      <table className={css.kinds}>
        <thead>
          <tr>
            <th scope="col">{t('kind')}</th>
            <th scope="col">{t('inApp')}</th>
            <th scope="col">{t('push')}</th>
            <th scope="col">{t('mail')}</th>
          </tr>
        </thead>
        <tbody>
          {settings.choices.map((choice) => (
            <KindRow key={choice.kind} choice={choice} isPushed={settings.devices.length > 0} />
          ))}
        </tbody>
      </table>
      <p className={css.hint}>{t('mailWhen')}</p>
    </>
  )
}

/** Nothing is ticked as pushed while there is no browser it is pushed to; what was chosen stands again once there is one. */
function KindRow({ choice, isPushed }: { choice: Choice; isPushed: boolean }) {
  const t = useTranslations('notices.me')
  const queryClient = useQueryClient()
  const act = useAct(chooseNotice)
  const id = useId()
  const { kind } = choice
  // What was just pressed stands at once; what the server then has takes its place.
  const [pressed, setPressed] = useState<Ways | null>(null)
  const settled = JSON.stringify([choice.inApp, choice.mail, choice.push])
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever what the server has changes
  useEffect(() => setPressed(null), [settled])
  const { inApp, mail, push } = pressed ?? choice
  const choose = (part: Partial<Ways>) => {
    const body = { inApp, mail, push, ...part }
    setPressed(body)
    act.mutate(
      { params: { kind }, body },
      {
        onSuccess: (reply) =>
          queryClient.setQueryData(keyOf(readNoticeSettings) as readonly unknown[], reply),
        onError: () => setPressed(null),
      },
    )
  }
  const label = (way: 'inApp' | 'push') => (
    <>
      <span className={css.onPhone} aria-hidden="true">
        {t(way)}
      </span>
      <span className="sr-only">{`${t(way)}: ${t(`kinds.${kind}`)}`}</span>
    </>
  )
  return (
    <tr>
      <th scope="row" id={id}>
        {t(`kinds.${kind}`)}
      </th>
      <td>
        <Checkbox label={label('inApp')} checked={inApp} onChange={(yes) => choose({ inApp: yes })} />
      </td>
      <td>
        <Checkbox
          label={label('push')}
          checked={isPushed && push}
          disabled={!isPushed}
          onChange={(yes) => choose({ push: yes })}
        />
      </td>
      <td>
        <Select
          className={css.mail}
          hideLabel
          label={t('mailFor', { kind: t(`kinds.${kind}`) })}
          value={mail}
          onChange={(way) => choose({ mail: way })}
          choices={MAIL_CHOICES.map((value) => ({ value, label: t(value) }))}
        />
      </td>
    </tr>
  )
}
