import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { InputOf } from '../../../contract/endpoint.ts'
import { offerHandover } from '../../../contract/handovers.ts'
import { ColleagueSelect } from '../../accounts/ColleagueSelect.tsx'
import css from '../../promises/Form.module.css'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogClose } from '../../ui/Dialog.tsx'
import { useVerb } from '../../ui/hotkeys.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { say } from '../../ui/toasts.tsx'
import { type Talk, useTalkAct } from '../talk.ts'

type Offer = InputOf<typeof offerHandover>['body']

/** Hands over warmly: to whom, and what they must know so that nobody is asked twice. */
export function HandoverDialog({ talk, onClose }: { talk: Talk; onClose: () => void }) {
  const t = useTranslations('conversations.handover')
  const offer = useTalkAct(offerHandover, talk.id)
  const send = async (body: Offer) => {
    const done = await offer({ params: { conversationId: talk.id }, body })
    if (!done) return
    say({ words: t('offered') })
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} lede={t('lede')}>
      <HandoverForm needs={talk.needs.filter((need) => need.account === 'open')} onSend={send} />
    </Dialog>
  )
}

/** To whom, and what they must know. `needs`: what is open here, should only one of it be handed over. */
export function HandoverForm({
  needs: openNeeds,
  onSend,
}: {
  needs: readonly Pick<Talk['needs'][number], 'id' | 'words'>[]
  onSend: (offer: Offer) => Promise<void>
}) {
  const t = useTranslations('conversations.handover')
  const { teams } = useSession()
  const [to, setTo] = useState<string | null>(null)
  const [told, setTold] = useState('')
  const [needId, setNeedId] = useState<string>('none')
  const [tried, setTried] = useState(false)
  const send = async () => {
    setTried(true)
    if (!to || told.trim() === '') return
    const team = teams.find(({ id }) => to === `team:${id}`)
    await onSend({
      ...(team ? { toTeamId: team.id } : { toMemberId: to }),
      told: told.trim(),
      ...(needId !== 'none' && { needId }),
    } as Offer)
  }
  useVerb({ id: 'handover.offer', label: t('act'), keys: 'mod+enter', run: () => void send() })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <ColleagueSelect
        label={t('to')}
        value={to}
        onChange={setTo}
        placeholder={t('choose')}
        error={tried && !to ? t('toMissing') : undefined}
        after={teams.map((team) => ({ value: `team:${team.id}`, label: team.name, hint: t('team') }))}
      />
      <TextArea
        label={t('told')}
        hint={t('toldHint')}
        value={told}
        onChange={(event) => setTold(event.target.value)}
        error={tried && told.trim() === '' ? t('toldMissing') : undefined}
      />
      {openNeeds.length > 0 && (
        <Select
          label={t('need')}
          value={needId}
          onChange={setNeedId}
          choices={[
            { value: 'none', label: t('whole') },
            ...openNeeds.map((need) => ({ value: need.id as string, label: need.words })),
          ]}
        />
      )}
      <div className={css.acts}>
        <Button type="submit" look="filled" keys="mod+enter">
          {t('act')}
        </Button>
        <DialogClose render={<Button look="quiet">{t('cancel')}</Button>} />
      </div>
    </form>
  )
}
