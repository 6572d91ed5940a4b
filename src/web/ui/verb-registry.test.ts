import { describe, expect, it } from 'vitest'
import { createVerbRegistry, type Press, type Verb } from './verb-registry.ts'

const key = (name: string, more: Partial<Press> = {}): Press => ({
  key: name,
  metaKey: false,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  repeat: false,
  typing: false,
  onControl: false,
  ...more,
})
const verb = (id: string, keys: string, more: Partial<Verb> = {}): Verb => ({
  id,
  label: id,
  keys,
  run: () => {},
  ...more,
})
const calls = (called: Verb | 'begun' | undefined) => (typeof called === 'object' ? called.id : called)

describe('the book of verbs', () => {
  it('calls nobody while one types, unless ⌘ or Ctrl is held', () => {
    const book = createVerbRegistry()
    book.add([verb('close', 'e'), verb('send', 'mod+enter')], 0)
    expect(book.press(key('e', { typing: true }), 0, false)).toBeUndefined()
    expect(calls(book.press(key('Enter', { typing: true, ctrlKey: true }), 0, false))).toBe('send')
  })

  it('hears G and then a letter, but not too late', () => {
    const book = createVerbRegistry()
    book.add([verb('go.today', 'g t'), verb('call', 't')], 0)
    expect(book.press(key('g'), 0, false)).toBe('begun')
    expect(calls(book.press(key('t'), 400, false))).toBe('go.today')
    book.press(key('g'), 1_000, false)
    expect(calls(book.press(key('t'), 4_000, false))).toBe('call')
  })

  it('lets the keys of the page rest under a dialog', () => {
    const book = createVerbRegistry()
    book.add([verb('close', 'e')], 0)
    const lift = book.cover(7)
    book.add([verb('keep', 'mod+enter')], 7)
    expect(book.press(key('e'), 0, false)).toBeUndefined()
    expect(calls(book.press(key('Enter', { ctrlKey: true }), 0, false))).toBe('keep')
    lift()
    expect(calls(book.press(key('e'), 0, false))).toBe('close')
  })

  it('prefers the page to the shell around it, and gives the key back', () => {
    const book = createVerbRegistry()
    book.add([verb('shell', 'n')], 0)
    const away = book.add([verb('page', 'n')], 0)
    expect(calls(book.press(key('n'), 0, false))).toBe('page')
    away()
    expect(calls(book.press(key('n'), 0, false))).toBe('shell')
  })

  it('switches off keys of one letter and keeps the others', () => {
    const book = createVerbRegistry()
    book.add([verb('next', 'j'), verb('go', 'g t'), verb('palette', 'mod+k')], 0)
    book.configure({ singleKeys: false, remapped: {} })
    expect(book.press(key('j'), 0, false)).toBeUndefined()
    expect(book.press(key('g'), 0, false)).toBeUndefined()
    expect(calls(book.press(key('k', { ctrlKey: true }), 0, false))).toBe('palette')
  })

  it('takes the key a person chose instead of ours', () => {
    const book = createVerbRegistry()
    book.add([verb('next', 'j')], 0)
    book.configure({ singleKeys: true, remapped: { next: 'ö' } })
    expect(book.press(key('j'), 0, false)).toBeUndefined()
    expect(calls(book.press(key('ö'), 0, false))).toBe('next')
    expect(book.list()[0]?.keys).toBe('ö')
  })

  it('leaves Space to a button that has the focus', () => {
    const book = createVerbRegistry()
    book.add([verb('arrival', 'space')], 0)
    expect(book.press(key(' ', { onControl: true }), 0, false)).toBeUndefined()
    expect(calls(book.press(key(' '), 0, false))).toBe('arrival')
  })
})
