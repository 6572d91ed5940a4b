import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const WEB = join(import.meta.dirname, '../src/web')
const SOURCES = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => ({ file, source: readFileSync(join(WEB, file), 'utf8') }))

/** Where something can be dragged or swept away, and what one presses instead. */
const BESIDE_A_DRAG: Readonly<Record<string, { instead: string; in: string }>> = {
  // Files are dropped into what one writes, or chosen.
  'conversations/composer/use-files.ts': {
    instead: 'type="file"',
    in: 'conversations/composer/ComposerFoot.tsx',
  },
  'ui/Sheet.tsx': { instead: '<Drawer.Close', in: 'ui/Sheet.tsx' },
  'ui/ToastsShown.tsx': { instead: '<Toast.Close', in: 'ui/ToastsShown.tsx' },
}
const DRAGGED = /\bon(Drag|Drop|Touch)\w*[:=]|\bdraggable\b|swipeDirection|type="range"|setPointerCapture/

/** The fields of a file, each as it is written. */
const fieldsOf = (source: string) =>
  source.match(/<(input|TextField|CodeField)\b(?:[^<>]|=>|<\w)*?\/>/g) ?? []

describe('what everybody needs (WCAG 2.2 AA)', () => {
  it('never has to be dragged: there is something to press [S4-9]', () => {
    const dragged = SOURCES.filter(({ source }) => DRAGGED.test(source)).map(({ file }) => file)
    expect(dragged.sort()).toEqual(Object.keys(BESIDE_A_DRAG).sort())
    for (const { instead, in: where } of Object.values(BESIDE_A_DRAG))
      expect(SOURCES.find(({ file }) => file === where)?.source, where).toContain(instead)
  })

  it('says to a manager of passwords which password is asked for, and whose [S4-9]', () => {
    const asking = SOURCES.filter(({ source }) => /type="password"/.test(source))
    expect(asking.length).toBeGreaterThan(6)
    for (const { file, source } of asking) {
      const fields = fieldsOf(source).filter((field) => field.includes('type="password"'))
      expect(fields.length, file).toBeGreaterThan(0)
      for (const field of fields) expect(field, file).toMatch(/autoComplete=.*'?(current|new)-password/)
    }
    // One's own: an account is named beside it, so that the right one is offered. Who resets theirs came by a link of their own.
    const own = asking.filter(({ file }) =>
      /^accounts\/(?!settings\/(Mailbox|Provider)|ResetPassword)/.test(file),
    )
    for (const { file, source } of own) expect(source, file).toMatch(/autoComplete="(username|email)"/)
  })

  it('never forbids to paste [S4-9]', () => {
    const paste = SOURCES.filter(({ source }) => /onPaste|'paste'/.test(source)).map(({ file }) => file)
    // Files that are pasted are attached; words go where they were pasted.
    expect(paste.sort()).toEqual([
      'conversations/composer/Composer.tsx',
      'conversations/composer/WritingArea.tsx',
    ])
  })
})
