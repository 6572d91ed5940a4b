import { describe, expect, it } from 'vitest'
import { ariaKeys, drawKeys, isSingleKey, isStroke, type KeyPress, readKeys, writeKeys } from './keys.ts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  metaKey: false,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
})
const hits = (keys: string, pressed: KeyPress, apple = false) => isStroke(readKeys(keys)[0]!, pressed, apple)

const CAPS = { mod: 'Strg', escape: 'Esc', space: 'Leertaste' }

describe('keys', () => {
  it('takes ⌘ on Apple keyboards and Ctrl on others for mod', () => {
    expect(hits('mod+k', press('k', { metaKey: true }), true)).toBe(true)
    expect(hits('mod+k', press('k', { ctrlKey: true }), false)).toBe(true)
    expect(hits('mod+k', press('k', { ctrlKey: true }), true)).toBe(false)
  })

  it('does not mistake a combination of the browser for a single key', () => {
    expect(hits('r', press('r', { ctrlKey: true }))).toBe(false)
    expect(hits('r', press('R', { shiftKey: true }))).toBe(false)
  })

  it('finds a sign wherever the keyboard has it, with or without shift', () => {
    expect(hits('?', press('?', { shiftKey: true }))).toBe(true)
    expect(hits('/', press('/', { shiftKey: true }))).toBe(true)
  })

  it('goes by the place of the key on a keyboard of another script', () => {
    expect(hits('j', press('о', { code: 'KeyJ' }))).toBe(true)
    expect(hits('z', press('y', { code: 'KeyZ' }))).toBe(false)
  })

  it('tells which combinations are keys of one letter', () => {
    expect(['j', '?', 'g t', 'mod+k', 'escape'].map(isSingleKey)).toEqual([true, true, true, false, false])
  })

  it('draws and writes what it read', () => {
    expect(drawKeys('mod+shift+enter', true, CAPS)).toEqual(['⌘⇧↵'])
    expect(drawKeys('g t', false, CAPS)).toEqual(['G', 'T'])
    expect(drawKeys('mod+space', false, CAPS)).toEqual(['Strg Leertaste'])
    expect(ariaKeys('mod+enter', false)).toBe('Control+Enter')
    expect(writeKeys(press('K', { ctrlKey: true, shiftKey: true }), false)).toBe('mod+shift+k')
    expect(writeKeys(press('Shift', { shiftKey: true }), false)).toBeUndefined()
  })
})
