import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '../ui/Icon.tsx'
import { AskForm } from './AskForm.tsx'
import type { CustomerPage } from './page-data.ts'
import { hasDraft } from './page-draft.ts'
import css from './YourPage.module.css'

/** The way to a person: one press, one field. */
export function Ask({ token, page }: { token: string; page: CustomerPage }) {
  const t = useTranslations('customer')
  const [open, setOpen] = useState(() => hasDraft(token, null))
  const [sent, setSent] = useState(false)
  return (
    <div className={css.ask}>
      {open ? (
        <AskForm
          token={token}
          label={t('ask')}
          big
          onSent={() => {
            setOpen(false)
            setSent(true)
          }}
        />
      ) : (
        <button
          type="button"
          className={css.askButton}
          onClick={() => {
            setOpen(true)
            setSent(false)
          }}
        >
          <Icon of={Plus} />
          {t('ask')}
        </button>
      )}
      <p role="status" className={css.sent}>
        {sent && t('sent', { workspace: page.workspaceName })}
      </p>
    </div>
  )
}
