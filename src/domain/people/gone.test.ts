import { saysGone } from './gone.ts'

describe('a mail that came back', () => {
  it.each<[string | null, string]>([
    ['5.1.1', 'nobody lives there'],
    ['5.1.2', 'there is no such server'],
    ['5.1.10', 'it takes no mail at all'],
    ['5.2.1', 'the mailbox is closed'],
    ['5.4.4', 'there is no way to it'],
    ['5.0.0', 'for no reason that is told'],
    [null, 'without a status'],
  ])('speaks against its address with %s (%s)', (status) => expect(saysGone(status)).toBe(true))

  it.each([
    ['5.2.2', 'the mailbox is full'],
    ['5.2.3', 'the mail is longer than its mailbox takes'],
    ['5.3.4', 'the mail is too large'],
    ['5.6.1', 'they do not take what is attached'],
    ['5.7.1', 'they did not like the words or the sender'],
    ['5.7.26', 'we did not prove who we are'],
    ['4.2.2', 'it is tried again'],
    ['4.4.1', 'nobody answered for days'],
  ])('says nothing against its address with %s (%s)', (status) => expect(saysGone(status)).toBe(false))
})
