import { CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { checkReceipts } from '../../../contract/receipts.ts'
import { AMISS } from '../../../domain/channels/receipt-check.ts'
import { useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import lines from '../lines/Lines.module.css'
import { ReceiptRow } from './ReceiptRow.tsx'
import css from './Receipts.module.css'
import type { Book } from './receipts-data.ts'

const ICONS = { balanced: CircleCheck, differs: TriangleAlert, unsure: CircleHelp }

/** Whether the book is true: compared with the mail server, with the originals, with the messages. Comes by itself, and by a press. */
export function BookCheck({ book: { check, mailbox } }: { book: Book }) {
  const t = useTranslations('receipts.check')
  const look = useAct(checkReceipts, { again: true })
  const { outcome, underWay, findings, checkedAt, differsSince, problem } = check
  return (
    <Section
      title={t('title')}
      aside={
        !underWay && (
          <Button
            size="s"
            busy={look.isPending}
            onClick={() => look.mutate({ params: { mailboxId: mailbox.id } })}
          >
            {t('now')}
          </Button>
        )
      }
    >
      {underWay && (
        <Progress
          label={t('underWay', { done: underWay.done, total: underWay.total ?? 0 })}
          {...(underWay.total ? { value: underWay.done, max: underWay.total } : {})}
        />
      )}
      {!outcome && !underWay && <p className={css.small}>{t('never')}</p>}
      {outcome && (
        <div className={css.outcome} data-outcome={outcome}>
          <Icon of={ICONS[outcome]} size={18} />
          <p>
            {t(`outcome.${outcome}`)}
            {differsSince && <> {t.rich('since', { when: () => <When at={differsSince} /> })}</>}
          </p>
        </div>
      )}
      {findings && (
        <ul className={css.found}>
          {AMISS.filter((what) => findings[what].count > 0).map((what) => (
            <li key={what} className={css.amiss}>
              {t(`amiss.${what}`, {
                count: findings[what].count,
                named: findings[what].first.join(', '),
              })}
            </li>
          ))}
          {findings.server && (
            <li>
              {t('server', { known: findings.server.known, held: findings.server.held })}
              {findings.server.arriving > 0 && <> {t('arriving', { count: findings.server.arriving })}</>}
            </li>
          )}
          {(findings.server?.broughtIn ?? 0) > 0 && (
            <li className={css.amiss}>{t('broughtIn', { count: findings.server!.broughtIn })}</li>
          )}
          {!findings.server && problem && <li className={css.amiss}>{t('noServer', { problem })}</li>}
          <li>{t('originals', { count: findings.originals })}</li>
        </ul>
      )}
      {check.lines.length > 0 && (
        <ul className={lines.rows} aria-label={t('lines')}>
          {check.lines.map((line) => (
            <ReceiptRow key={line.id} line={line} />
          ))}
        </ul>
      )}
      {checkedAt && (
        <p className={css.small}>
          {t.rich('checked', { when: () => <When at={checkedAt} /> })} {t('byItself')}
        </p>
      )}
    </Section>
  )
}
