import { useTranslations } from 'use-intl'

/** Gives a function that says in words what a scope of a token lets a program do. */
export function useSayScope(): (scope: string) => string {
  const t = useTranslations('settings.tokens.scope')
  return (scope) => {
    const key = scope.replace('.', '_') as 'people_read'
    return t.has(key) ? t(key) : scope
  }
}
