import { currencyOf } from '../../../domain/shared/currency-of.ts'
import { useSession } from '../../shell/session.tsx'
import { useClock } from '../../ui/clock.tsx'

/** The currency one pays with where the workspace is. */
export function useOwnCurrency(): string {
  return currencyOf(useSession().workspace.country)
}

/** Every currency to choose from, named in the reader's language: first those in use here, then all others by name. */
export function useCurrencyChoices(used: readonly string[]): { value: string; label: string }[] {
  const own = useOwnCurrency()
  const { dates } = useClock()
  const names = new Intl.DisplayNames([dates], { type: 'currency' })
  const first = [...new Set([...used, own])].toSorted()
  const rest = Intl.supportedValuesOf('currency').filter((code) => !first.includes(code))
  const label = (value: string) => ({ value, label: `${names.of(value) ?? value} (${value})` })
  const byName = rest.map(label).toSorted((a, b) => a.label.localeCompare(b.label, dates))
  return [...first.map(label), ...byName]
}
