// Runs in the page of the bench: `painted.arm(answer)` before an interaction, `painted.done` is how long its answer took (ms),
// from the key or the mouse until what is meant was painted.
/** What takes longer counts as this long (ms). */
const LONGEST = 5_000

let pressed = 0
addEventListener('keydown', (event) => {
  if (event.key === 'F9') document.documentElement.dataset.pressed = String(++pressed)
})

globalThis.painted = {
  done: Promise.resolve(0),
  arm({ selector, has, not }) {
    this.done = new Promise((resolve) => {
      let from = 0
      const kinds = ['keydown', 'pointerdown']
      const begun = (event) => {
        from ||= event.timeStamp
      }
      for (const kind of kinds) addEventListener(kind, begun, { capture: true })
      const wordsOf = (element) =>
        element.matches('input, textarea') ? element.value : (element.textContent ?? '')
      const stands = () =>
        [...document.querySelectorAll(selector)].some((element) => {
          const words = wordsOf(element)
          return (has === undefined || words.includes(has)) && (not === undefined || words !== not)
        })
      const look = () => {
        if (from !== 0 && performance.now() - from > LONGEST) return resolve(LONGEST)
        if (from === 0 || !stands()) return requestAnimationFrame(look)
        // After the paint of this frame.
        const after = new MessageChannel()
        after.port1.onmessage = () => {
          for (const kind of kinds) removeEventListener(kind, begun, { capture: true })
          resolve(performance.now() - from)
        }
        after.port2.postMessage(null)
      }
      requestAnimationFrame(look)
    })
  },
}
