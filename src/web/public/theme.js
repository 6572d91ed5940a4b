// Sets theme and density before the first paint. A file of its own because the Content-Security-Policy forbids inline scripts.
// Reads what src/web/shell/preferences.tsx writes.
try {
  const kept = JSON.parse(localStorage.getItem('servus.preferences') ?? '{}')
  const html = document.documentElement
  if (kept.theme === 'light' || kept.theme === 'dark') html.dataset.theme = kept.theme
  if (kept.density === 'compact') html.dataset.density = 'compact'
  const dark =
    kept.theme === 'dark' || (kept.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', dark ? '#1a1612' : '#fbf9f4')
} catch {
  // a browser that keeps nothing shows what the system prefers
}
