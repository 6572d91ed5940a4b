// A page whose own code does not come would stay empty, and nobody could say so but this file: the page is loaded anew once, then it is said.
{
  const LAST = 'servus.loaded-anew'
  /** Not again within this time (ms): what is broken for good must not load anew for ever. */
  const PAUSE = 60_000
  const WORDS = {
    en: ['That could not be loaded.', 'A part of this page did not come.', 'Try again'],
    de: [
      'Das ließ sich nicht laden.',
      'Ein Teil dieser Seite ist nicht angekommen.',
      'Noch einmal versuchen',
    ],
  }

  /** The styles that stand in the page itself. */
  let firstStyles = []
  document.addEventListener('readystatechange', () => {
    if (document.readyState === 'interactive') firstStyles = [...document.querySelectorAll('link')]
  })
  const isFirst = (style) => document.readyState === 'loading' || firstStyles.includes(style)
  const isOurs = (event) => {
    if (event.type === 'unhandledrejection') return true
    const { target, filename } = event
    if (target === window) return String(filename).startsWith(location.origin)
    if (target.tagName === 'LINK') return target.rel === 'stylesheet' && isFirst(target)
    return target.tagName === 'SCRIPT' && target.type === 'module'
  }
  const onTrouble = (event) => {
    const root = document.getElementById('root')
    if (!isOurs(event) || root?.hasChildNodes()) return
    if (mayLoadAnew()) location.reload()
    else say(root ?? document.body)
  }
  addEventListener('error', onTrouble, true)
  addEventListener('unhandledrejection', onTrouble)

  function mayLoadAnew() {
    try {
      const last = Number(sessionStorage.getItem(LAST))
      if (Math.abs(Date.now() - last) < PAUSE) return false
      sessionStorage.setItem(LAST, String(Date.now()))
      return true
    } catch {
      // a browser that keeps nothing would do it for ever
      return false
    }
  }

  function say(where) {
    const lang = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in WORDS) ?? 'en'
    const [heading, why, again] = WORDS[lang]
    document.documentElement.lang = lang
    document.title = heading
    const main = make(
      'main',
      '',
      'max-inline-size: 42ch; margin: 20vh auto 0; padding: 24px; font: 16px/1.55 system-ui, sans-serif',
    )
    const link = make(
      'a',
      again,
      'display: inline-block; padding-block: 12px; color: inherit; font-weight: 600',
    )
    link.href = ''
    main.append(
      make('h1', heading, 'margin: 0 0 10px; font: 500 28px/1.2 Georgia, serif'),
      make('p', why, 'margin: 0 0 12px'),
      link,
    )
    where.replaceChildren(main)
  }

  function make(tag, words, style) {
    const made = document.createElement(tag)
    made.textContent = words
    made.style.cssText = style
    return made
  }
}
