import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'

type MailOwner = { name: string; group: string; uid: number; gid: number }

/** The configuration of a private Dovecot 2.3: one mailbox, loopback only, nothing outside its folder. */
export function dovecotConf(of: {
  home: string
  maildir: string
  owner: MailOwner
  imapPort: number
  imapPlainPort: number
  idle: boolean
  /** Where it asks whose a token is (RFC 7662); null: by name and password only. */
  introspectUrl: string | null
}): string {
  const { home, owner } = of
  const service = isRoot()
    ? { internal: 'dovecot', login: 'dovenull' }
    : { internal: owner.name, login: owner.name }
  return `
protocols = imap
base_dir = ${home}/run
state_dir = ${home}/state
log_path = ${home}/dovecot.log
default_internal_user = ${service.internal}
default_internal_group = ${isRoot() ? 'dovecot' : owner.group}
default_login_user = ${service.login}
first_valid_uid = 1
disable_plaintext_auth = no
ssl = yes
ssl_cert = <${home}/cert.pem
ssl_key = <${home}/key.pem
mail_location = maildir:${of.maildir}
mailbox_idle_check_interval = 1 secs
auth_failure_delay = 0
mail_max_userip_connections = 100
${of.idle ? '' : 'imap_capability = IMAP4rev1 SASL-IR LITERAL+ UIDPLUS'}
${of.introspectUrl ? withTokens(home) : ''}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${home}/users
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${of.maildir}
}
service imap-login {
  chroot =
  process_min_avail = 1
  inet_listener imap {
    address = 127.0.0.1
    port = ${of.imapPlainPort}
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = ${of.imapPort}
    ssl = yes
  }
}
service auth {
  unix_listener auth-postfix {
    mode = 0666
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`
}

function withTokens(home: string): string {
  return `auth_mechanisms = plain login xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${home}/oauth2.conf
}`
}

/** How Dovecot asks whose a token is. */
export function dovecotTokens(introspectUrl: string): string {
  return `introspection_mode = post
introspection_url = ${introspectUrl}
username_attribute = username
active_attribute = active
active_value = true
`
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** Who owns the mail: whoever runs the tests, but `nobody` for root, as Dovecot never reads mail as root. */
export function mailOwner(): MailOwner {
  const { username, uid, gid } = userInfo()
  if (!isRoot()) return { name: username, group: groupName(gid), uid, gid }
  return { name: 'nobody', group: 'nogroup', uid: 65534, gid: 65534 }
}

function groupName(gid: number): string {
  const line = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find((entry) => entry.split(':')[2] === String(gid))
  return line?.split(':')[0] ?? String(gid)
}
