import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { hearBack } from '../../../contract/needs.ts'
import { Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { Checkbox } from '../../ui/Toggle.tsx'
import { type Talk, useTalkAct } from '../talk.ts'
import css from './PersonPane.module.css'

/** Writes down what was understood, said back to them, and whether they said yes. */
export function HearBackForm({ talk, onClose }: { talk: Talk; onClose: () => void }) {
  const t = useTranslations('conversations.heardBack')
  const [text, setText] = useState('')
  const [confirmed, setConfirmed] = useState(false)
  // What stood there when one began; what a colleague wrote since is seen before it is replaced.
  const [was, setWas] = useState(talk.heardBack?.text ?? null)
  const hear = useTalkAct(hearBack, talk.id, { onNo: () => setWas(talk.heardBack?.text ?? null) })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    const done = await hear({
      params: { conversationId: talk.id },
      body: { text: text.trim(), confirmed, was },
    })
    if (done) onClose()
  }
  return (
    <form className={css.part} onSubmit={(event) => void submit(event)}>
      <TextArea label={t('label')} value={text} rows={2} onChange={(event) => setText(event.target.value)} />
      <div style={{ marginBlockStart: 8 }}>
        <Checkbox label={t('saidYes')} checked={confirmed} onChange={setConfirmed} />
      </div>
      <div className={css.acts}>
        <Button type="submit" size="s">
          {t('keep')}
        </Button>
        <Button size="s" look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}
