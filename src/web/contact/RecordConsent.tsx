import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { recordConsent, switchChannels, switchNames } from '../../contract/door.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { say } from '../ui/toasts.tsx'
import css from './Contact.module.css'

const HOWS = ['spoken', 'paper', 'form'] as const

/** A yes or a no somebody gave us: about what, on which way, in which words. */
export function RecordConsent({ personId, onClose }: { personId: string; onClose: () => void }) {
  const t = useTranslations('contact.record')
  const s = useTranslations('contact.switch')
  const f = useTranslations('form')
  const [about, setAbout] = useState<(typeof switchNames)[number]>('offers')
  const [channel, setChannel] = useState<(typeof switchChannels)[number]>('email')
  const [answer, setAnswer] = useState<'yes' | 'no'>('no')
  const [how, setHow] = useState<(typeof HOWS)[number]>('spoken')
  const [wording, setWording] = useState('')
  const [tried, setTried] = useState(false)
  const act = useAct(recordConsent, {
    onSuccess: () => {
      say({ words: t('saved') })
      onClose()
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wording.trim() === '') return
    const body = { switch: about, channel, on: answer === 'yes', wording: wording.trim(), how }
    act.mutate({ params: { personId }, body })
  }
  return (
    <form noValidate className={css.form} onSubmit={send}>
      <Segmented
        label={t('answer')}
        value={answer}
        onChange={setAnswer}
        segments={[
          { value: 'no', label: t('no') },
          { value: 'yes', label: t('yes') },
        ]}
      />
      <Select
        label={t('what')}
        value={about}
        onChange={setAbout}
        choices={switchNames.map((value) => ({ value, label: s(value) }))}
      />
      <Select
        label={t('way')}
        value={channel}
        onChange={setChannel}
        choices={switchChannels.map((value) => ({ value, label: t(`channels.${value}`) }))}
      />
      <Select
        label={t('how')}
        value={how}
        onChange={setHow}
        choices={HOWS.map((value) => ({ value, label: t(`hows.${value}`) }))}
      />
      <TextArea
        label={t('wording')}
        rows={2}
        value={wording}
        error={tried && wording.trim() === '' ? t('wordingMissing') : undefined}
        onChange={(event) => setWording(event.target.value)}
      />
      <div className={css.formActs}>
        <Button type="submit" look="filled" busy={act.isPending}>
          {f('save')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {f('cancel')}
        </Button>
      </div>
    </form>
  )
}
