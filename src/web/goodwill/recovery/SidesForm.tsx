import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { sayInRecovery } from '../../../contract/recovery.ts'
import { SIDES } from '../../../domain/goodwill/recovery.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import { Meanwhile } from '../../accounts/Meanwhile.tsx'
import { useForm } from '../../accounts/use-form.ts'
import { type Base, useMeanwhile } from '../../accounts/use-meanwhile.ts'
import { useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useVerb } from '../../ui/hotkeys.tsx'
import { PlainText } from '../../ui/PlainText.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { say } from '../../ui/toasts.tsx'
import { EarlierWords } from './EarlierWords.tsx'
import css from './Recovery.module.css'
import type { Case } from './recovery-data.ts'

type Sides = { theirs: string; known: string }

/** What was typed and not kept yet, by its case: closed by a slip, it stands there again. */
const unkept = new Map<string, { typed: Sides; base: Base<Sides> }>()

/** What they say of it and what we know, beside each other; neither takes the place of the other (S3-11). */
export function SidesForm({ one }: { one: Case }) {
  const t = useTranslations('amends.sides')
  const may = useMay('goodwill.give') && one.closedAt === null
  const labels = {
    theirs: t('theirs', { name: firstName(one.person.name) || t('they') }),
    known: t('known'),
  }
  return (
    <section aria-label={t('label')}>
      {may ? (
        <Writing one={one} labels={labels} />
      ) : (
        <div className={css.sides}>
          {SIDES.map((side) => (
            <div key={side}>
              <h3 className={css.side}>{labels[side]}</h3>
              {one[side] ? (
                <PlainText text={one[side]} className={css.said} />
              ) : (
                <p className={css.soft}>{t('nothing')}</p>
              )}
            </div>
          ))}
        </div>
      )}
      <EarlierWords one={one} labels={labels} />
    </section>
  )
}

function Writing({ one, labels }: { one: Case; labels: Sides }) {
  const t = useTranslations('amends.sides')
  const queryClient = useQueryClient()
  const present: Sides = { theirs: one.theirs ?? '', known: one.known ?? '' }
  const began = unkept.get(one.id)
  const write = useAct(sayInRecovery, { quiet: ['changed_meanwhile'] })
  const form = useForm<Sides>(began?.typed ?? present, {
    error: write.error,
    check: (values) =>
      Object.fromEntries(
        SIDES.map((side) => [side, present[side] && !values[side].trim() ? t('stays') : undefined]),
      ),
  })
  const { base, baseVersion, version, met, begin } = useMeanwhile(
    form,
    { values: present, version: one.version },
    { error: write.error, began: began?.base },
  )
  const changed = SIDES.filter((side) => form.values[side].trim() !== present[side].trim())
  const latest = useRef({ form, base, baseVersion, changed })
  latest.current = { form, base, baseVersion, changed }
  useEffect(
    () => () => {
      const { form: last, base: values, baseVersion: of, changed: open } = latest.current
      if (open.length === 0) unkept.delete(one.id)
      else unkept.set(one.id, { typed: last.values, base: { values, version: of } })
    },
    [one.id],
  )
  const keep = form.submit((values) => {
    if (write.isPending || changed.length === 0) return
    const typed = { theirs: values.theirs.trim(), known: values.known.trim() }
    form.put(typed)
    void (async () => {
      let at = version
      // One after the other: each is a word of its own, after what stood there.
      for (const side of changed) {
        const params = { recoveryId: one.id }
        const kept = await write.mutateAsync({
          params,
          body: { side, text: typed[side], version: at },
        })
        at = kept.version
      }
      begin(at, typed)
      say({ words: t('kept') })
      void queryClient.invalidateQueries({ queryKey: ['listRecoveryWords'] })
    })().catch(() => {})
  })
  useVerb({ id: 'amends.keep', label: t('keep'), keys: 'mod+enter', run: () => keep() })
  return (
    <form onSubmit={keep} noValidate>
      <div className={css.sides}>
        {SIDES.map((side) => (
          <TextArea
            key={side}
            label={labels[side]}
            // Just begun, one writes what they say.
            autoFocus={side === 'theirs' && one.theirs === null && one.known === null}
            rows={4}
            maxLength={4000}
            placeholder={t(`example.${side}`)}
            {...form.text(side)}
          />
        ))}
      </div>
      <Meanwhile met={met} says={{ labels }} />
      <div className={css.acts}>
        <Button type="submit" look="filled" keys="mod+enter" busy={write.isPending}>
          {t('keep')}
        </Button>
      </div>
    </form>
  )
}
