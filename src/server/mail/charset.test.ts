import { describe, expect, it } from 'vitest'
import { kept } from '../../words/kept.ts'
import { decodeText } from './charset.ts'
import { unflow } from './flowed.ts'
import { htmlToPlainText } from './html-text.ts'

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')

describe('charsets', () => {
  it.each([
    ['utf-8', 'c3a4', 'ä'],
    ['"UTF-8"', 'c3a4', 'ä'],
    [null, 'c3a4', 'ä'],
    ['us-ascii', 'c3a4', 'ä'],
    ['windows-1252', '80 93', '€“'],
    ['iso-8859-1', '80 e4', '€ä'],
    ['iso-8859-15', 'a4', '€'],
    ['windows-1250', 'b9', 'ą'],
    ['windows-1251', 'cf', 'П'],
    ['koi8-r', 'f0', 'П'],
    ['x-cp932', '82a0', 'あ'],
    ['Shift_JIS', '82a0', 'あ'],
    ['iso-2022-jp', '1b2442242 21b2842', 'あ'],
    [null, '1b244224221b2842', 'あ'],
    ['GB2312', 'c4e3 8139ef30', '你㐁'],
    ['big5', 'a741', '你'],
    ['ks_c_5601-1987', 'b0a1', '가'],
    ['utf-16le', '4100e400', 'Aä'],
    ['utf-8', 'fffe4100', 'A'],
    ['utf-8', 'efbbbf41', 'A'],
  ])('reads %s', (label, hex, text) => {
    expect(decodeText(bytes(hex), label)).toEqual({ text, problem: null })
  })

  it('recognises a wrong label and says so', () => {
    expect(decodeText(bytes('e4'), 'utf-8')).toEqual({
      text: 'ä',
      problem: kept('mail_charset_guessed', { named: 'utf-8', read: 'windows-1252' }),
    })
    expect(decodeText(bytes('c3a4'), 'latin1')).toEqual({
      text: 'ä',
      problem: kept('mail_charset_other', { named: 'latin1', read: 'utf-8' }),
    })
    expect(decodeText(bytes('c3a4'), 'klingon')).toEqual({
      text: 'ä',
      problem: kept('mail_charset_unknown', { named: 'klingon' }),
    })
    expect(decodeText(bytes('82a0'), 'iso-2022-jp').text).toBe('あ')
  })
})

describe('format=flowed (RFC 3676)', () => {
  it('joins what was broken softly, within its depth of quoting', () => {
    expect(unflow('one \ntwo\n> three \n> four\n>> five\n', false)).toBe('one two\n> three four\n>> five\n')
    expect(unflow('one \n> two', false)).toBe('one \n> two')
    expect(unflow('o \nne', true)).toBe('one')
    expect(unflow(' >not quoted\r\n From', false)).toBe('>not quoted\nFrom')
    expect(unflow('bye \n-- \nAnna \nBerger', false)).toBe('bye \n-- \nAnna Berger')
  })
})

describe('the words of HTML', () => {
  it('keep their line breaks, quotes and addresses', () => {
    expect(htmlToPlainText('a<br>b<p>c</p><div>d</div>e')).toBe('a\nb\n\nc\n\nd\ne')
    expect(htmlToPlainText('<p>x</p><blockquote>a<br>b</blockquote>')).toBe('x\n\n> a\n> b')
    expect(htmlToPlainText('<a href="https://www.x.example/">x.example</a>')).toBe('x.example')
    expect(htmlToPlainText('<a href="https://y.example/p">here</a>')).toBe('here <https://y.example/p>')
    expect(htmlToPlainText('<a href="javascript:1">here</a>')).toBe('here')
    expect(htmlToPlainText('<h1>Title</h1>a&nbsp;b &amp; c<style>x</style>')).toBe('Title\na b & c')
  })

  it('are whole however deep a long exchange is nested', () => {
    const text = htmlToPlainText(`${'<div><div><blockquote>'.repeat(300)}the first words`)
    expect(text).toContain('the first words')
  })
})
