import { useTranslations } from 'use-intl'
import type { Arrival } from './counter-acts.ts'

/** Gives a function that names somebody at the counter: by name, else by what one sees, else "Someone". */
export function useSayWho(): (arrival: Pick<Arrival, 'person' | 'note'>) => string {
  const t = useTranslations('counter')
  return ({ person, note }) => person?.name || (note ? t('someoneWith', { note }) : t('someone'))
}
