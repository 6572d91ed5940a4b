// Says that there is no line in the language that is read here: the one last read, else the first the browser asks for that stands here.
{
  let kept = null
  try {
    kept = localStorage.getItem('servus.language')
  } catch {
    // a browser that keeps nothing
  }
  const all = [...document.querySelectorAll('main')]
  const wanted = [kept, ...navigator.languages].map((tag) => tag?.toLowerCase().split('-')[0])
  const lang = wanted.find((one) => all.some((main) => main.dataset.lang === one)) ?? 'en'
  for (const main of all) main.hidden = main.dataset.lang !== lang
  const shown = all.find((main) => !main.hidden)
  document.documentElement.lang = shown.lang
  document.documentElement.dir = shown.dir
  // Back by itself, as it says; also where only the server was gone.
  addEventListener('online', () => location.reload())
  setInterval(async () => {
    const there = await fetch('/api/session').catch(() => null)
    if (there?.ok) location.reload()
  }, 5_000)
}
