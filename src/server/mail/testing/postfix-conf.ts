import { readFileSync } from 'node:fs'
import { mailOwner } from './dovecot-conf.ts'

/** What a private Postfix is told. */
export type PostfixSettings = {
  readonly home: string
  /** Its own address on the loopback. */
  readonly host: string
  readonly domain: string
  /** The Maildir of each address of its domain. */
  readonly maildirs: Readonly<Record<string, string>>
  /** The Dovecot that knows who may send; without it whoever is on this machine may. */
  readonly authSocket: string | null
  /** Where the mail of other domains goes. */
  readonly routes: Readonly<Record<string, string>>
  readonly policyPort: number
  readonly delimiter: string
  /** More lines for its main.cf. */
  readonly more: readonly string[]
}

/** Who Postfix runs as, and which group may hand it mail; null where it is not installed. */
export function postfixOwner(): { uid: number; gid: number; dropGid: number } | null {
  const user = lineOf('/etc/passwd', 'postfix')
  const drop = lineOf('/etc/group', 'postdrop')
  return user && drop ? { uid: Number(user[2]), gid: Number(user[3]), dropGid: Number(drop[2]) } : null
}

function lineOf(file: string, name: string): string[] | undefined {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.map((line) => line.split(':')).find((parts) => parts[0] === name)
}

/** Its main.cf: one domain delivered to Maildirs, the others by route, impatient wherever a real one waits. */
export function mainCf(of: PostfixSettings): string {
  const { home, host, domain } = of
  const owner = mailOwner()
  return `
compatibility_level = 3.6
queue_directory = ${home}/queue
data_directory = ${home}/data
maillog_file = ${home}/mail.log
maillog_file_prefixes = ${home}
myhostname = mx.${domain}
mydomain = ${domain}
myorigin = ${domain}
mydestination =
mynetworks = ${host}/32
inet_interfaces = loopback-only
inet_protocols = ipv4
alias_maps =
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
disable_vrfy_command = yes
smtpd_error_sleep_time = 0
in_flow_delay = 0
virtual_mailbox_domains = ${domain}
virtual_mailbox_base = /
virtual_mailbox_maps = texthash:${home}/conf/mailboxes
virtual_uid_maps = static:${owner.uid}
virtual_gid_maps = static:${owner.gid}
transport_maps = texthash:${home}/conf/transport
recipient_delimiter = ${of.delimiter}
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
transport_retry_time = 1s
smtpd_tls_cert_file = ${home}/cert.pem
smtpd_tls_key_file = ${home}/key.pem
smtpd_tls_security_level = may
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:${of.policyPort}
smtpd_end_of_data_restrictions = check_policy_service inet:127.0.0.1:${of.policyPort}
smtpd_policy_service_timeout = 1000s
${of.more.join('\n')}
`
}

/** Its master.cf: port 25 for other servers, 587 for those who send from here. */
export function masterCf({ host, authSocket }: PostfixSettings): string {
  const known = authSocket
    ? `
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_sasl_type=dovecot
  -o smtpd_sasl_path=${authSocket}
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject`
    : `
  -o mynetworks=127.0.0.0/8
  -o smtpd_relay_restrictions=permit_mynetworks,reject`
  return `
${host}:25 inet n - n - - smtpd
${host}:587 inet n - n - - smtpd${known}
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`
}

/** A table as Postfix reads it. */
export function texthash(entries: Readonly<Record<string, string>>): string {
  return Object.entries(entries)
    .map(([key, value]) => `${key} ${value}\n`)
    .join('')
}
