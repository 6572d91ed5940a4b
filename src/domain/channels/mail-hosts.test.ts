import { passwordHint } from './mail-hosts.ts'

describe('the password of a mailbox', () => {
  it.each([
    ['desk@gmail.com', '', 'google'],
    ['desk@garage.example', 'imap.gmail.com', 'google'],
    ['desk@outlook.com', '', 'microsoft'],
    ['desk@hotmail.co.uk', '', 'microsoft'],
    ['desk@garage.example', 'outlook.office365.com', 'microsoft'],
    ['desk@yahoo.de', '', 'yahoo'],
    ['Desk@ICLOUD.com', '', 'icloud'],
    ['desk@gmx.net', '', 'switchedOff'],
    ['desk@web.de', '', 'switchedOff'],
    ['desk@notgmail.com', '', null],
    ['desk@garage.example', 'imap.garage.example', null],
    ['', '', null],
  ] as const)('of %s at “%s” has the hint %s', (address, host, hint) => {
    expect(passwordHint(address, host)).toBe(hint)
  })
})
