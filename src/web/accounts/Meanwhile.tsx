import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import css from './Meanwhile.module.css'
import type { Row } from './meet.ts'
import type { Met } from './use-meanwhile.ts'

/** How a form calls its fields, and says what stands in them where that is not its own words. */
export type SaysFields<V> = {
  readonly labels: { readonly [K in keyof V]?: string }
  readonly words?: (field: keyof V & string, value: unknown) => string | undefined
  /** what within a field: a day, a language, a member */
  readonly sub?: (field: keyof V & string, sub: string) => string
}

/** What somebody else changed while one wrote: yours and theirs side by side where both did, and what they alone changed. */
export function Meanwhile<V>({ met, says }: { met: Met; says: SaysFields<V> }) {
  const t = useTranslations('form.meanwhile')
  const f = useTranslations('form')
  const { rows, told } = met
  if (rows.length === 0 && !told) return null
  const both = rows.filter((row) => row.both)
  const asked = both.some((row) => met.chosen(row) === null)
  const labelOf = ({ field, sub }: Row) => {
    const label = says.labels[field as keyof V] ?? field
    return sub === null ? label : `${label} · ${says.sub?.(field as keyof V & string, sub) ?? sub}`
  }
  const wordsOf = ({ field }: Row, value: unknown): string => {
    const own = value === undefined ? undefined : says.words?.(field as keyof V & string, value)
    if (own !== undefined) return own || f('nothingThere')
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    return (typeof value === 'string' || typeof value === 'number' ? String(value) : '') || f('nothingThere')
  }
  const lede = both.length > 0 ? (asked ? 'choose' : 'chosen') : rows.length > 0 ? 'stands' : 'elsewhere'
  return (
    <section role="alert" className={css.meanwhile}>
      <p className={css.title}>{t('title')}</p>
      <p>{t(lede)}</p>
      {both.map((row) => (
        <Choice
          key={row.path}
          label={labelOf(row)}
          mine={wordsOf(row, row.mine)}
          theirs={wordsOf(row, row.theirs)}
          chosen={met.chosen(row)}
          onChoose={(which) => met.choose([row], which)}
        />
      ))}
      {both.length > 0 && rows.length > both.length && <p className={css.also}>{t('also')}</p>}
      {rows.length > both.length && (
        <dl className={css.facts}>
          {rows
            .filter((row) => !row.both)
            .map((row) => (
              <div key={row.path}>
                <dt>{labelOf(row)}</dt>
                <dd>
                  {row.sub !== null && row.theirs === undefined
                    ? t('takenOff')
                    : row.sub !== null && row.theirs === true
                      ? t('added')
                      : wordsOf(row, row.theirs)}
                </dd>
              </div>
            ))}
        </dl>
      )}
      {both.length > 0 && (
        <p className={css.all}>
          <Button size="s" onClick={() => met.choose(both, 'theirs')}>
            {t('takeTheirs')}
          </Button>
          <Button size="s" onClick={() => met.choose(both, 'mine')}>
            {t('keepMine')}
          </Button>
        </p>
      )}
    </section>
  )
}

type ChoiceProps = {
  label: string
  mine: string
  theirs: string
  chosen: 'mine' | 'theirs' | null
  onChoose: (which: 'mine' | 'theirs') => void
}

function Choice({ label, chosen, onChoose, ...words }: ChoiceProps) {
  const t = useTranslations('form.meanwhile')
  const id = useId()
  return (
    <fieldset className={css.choice}>
      <legend>{label}</legend>
      <div className={css.pair}>
        {(['mine', 'theirs'] as const).map((which) => (
          <label key={which} className={css.one}>
            <input
              type="radio"
              name={id}
              checked={chosen === which}
              onChange={() => onChoose(which)}
              aria-label={`${t(which)}: ${words[which]}`}
            />
            <span>
              <span className={css.whose}>{t(which)}</span>
              <span className={css.words} dir="auto">
                {words[which]}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
