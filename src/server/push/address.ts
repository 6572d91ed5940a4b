import { lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Addresses that are no push service on the internet: this machine, private networks, and what lies between. */
// Two lists: an IPv6 subnet that holds the IPv4 ones would take in all of IPv4.
const PRIVATE = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.ipv4.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.ipv6.addSubnet(net, bits, 'ipv6')

/** Tells whether an IP address belongs to this machine or a private network. */
export function isPrivate(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return true
  return family === 6 ? PRIVATE.ipv6.check(address, 'ipv6') : PRIVATE.ipv4.check(address, 'ipv4')
}

/**
 * Tells whether a push may go to an endpoint, as far as its address says: https, to no private address. For a test (`loopback`)
 * also http to this machine. What a name resolves to is looked at when it is sent ({@link publicLookup}).
 */
export function mayPushTo(endpoint: string, loopback: boolean): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, hostname, username, password } = new URL(endpoint)
  if (username || password) return false
  if (loopback && hostname === '127.0.0.1') return true
  const host = hostname.replace(/^\[|\]$/g, '')
  const named = isIP(host) === 0
  return (
    protocol === 'https:' &&
    (named ? /\.[a-z]/i.test(host) && !/\.(local|internal|localhost)\.?$/i.test(host) : !isPrivate(host))
  )
}

/** Resolves a name as usual, and refuses one that leads into a private network, whatever it led to a moment ago. */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    const inside = found?.find((a) => isPrivate(a.address))
    if (error) done(error, [])
    else if (inside || found.length === 0) done(new Error(`${hostname} leads into a private network`), [])
    else if (options.all) done(null, found)
    else done(null, found[0]!.address, found[0]!.family)
  })
}
