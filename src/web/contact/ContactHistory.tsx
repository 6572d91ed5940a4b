import { useTranslations } from 'use-intl'
import { useSayWhen } from '../ui/clock.tsx'
import { When } from '../ui/When.tsx'
import css from './Contact.module.css'
import type { ContactWith } from './contact-data.ts'
import { useSayRule } from './say-rule.ts'

type Step = ContactWith['steps'][number]

/** What somebody said about what they get, with their words, and how the last words we meant to send fared. */
export function ContactHistory({ contact }: { contact: ContactWith }) {
  const t = useTranslations('contact')
  const h = useTranslations('contact.history')
  const sayRule = useSayRule()
  const said = together(contact.steps)
  return (
    <>
      {said.length > 0 && (
        <details className={css.history}>
          <summary>{h('steps', { count: said.length })}</summary>
          <ul>
            {said.map((step) => (
              <li key={step.id}>
                <SaidLine step={step} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {contact.decisions.length > 0 && (
        <details className={css.history}>
          <summary>{h('decisions', { count: contact.decisions.length })}</summary>
          <ul>
            {contact.decisions.map(({ id, answer, purpose, channel, rule, at }) => (
              <li key={id}>
                {h(answer)}{' '}
                <span className={css.said}>
                  <When at={at} />
                </span>
                <div className={css.small}>
                  {h('why', {
                    what: t(`purpose.${purpose}`),
                    way: t(`way.${channel}`),
                    rule: sayRule(rule),
                  })}
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function SaidLine({ step }: { step: Step }) {
  const t = useTranslations('contact')
  const h = useTranslations('contact.history')
  const quote = useTranslations('promises')
  const sayWhen = useSayWhen()
  const what = step.switch ? t(`switch.${step.switch}`).toLowerCase() : t(`purpose.${step.purpose}`)
  const kind = step.state === 'express' ? 'given' : step.state
  const how = [
    sayWhen(step.at),
    h('how', { how: step.how }),
    step.by && h('by', { name: step.by }),
    step.expiresAt && h('until', { when: sayWhen(step.expiresAt, 'day') }),
  ]
  return (
    <>
      {h(kind, { what, way: t(`way.${step.channel}`) })}
      <div className={css.said}>{quote('quoted', { text: step.wording })}</div>
      <div className={css.small}>{how.filter(Boolean).join(' · ')}</div>
    </>
  )
}

/** What was said in one breath, as one: an answer that ends several purposes under one switch. */
function together(steps: readonly Step[]): Step[] {
  const seen = new Set<string>()
  return steps.filter(({ at, channel, state, wording, ...step }) => {
    const breath = [at, channel, state, wording, step.switch ?? step.purpose].join(' ')
    return !seen.has(breath) && seen.add(breath)
  })
}
