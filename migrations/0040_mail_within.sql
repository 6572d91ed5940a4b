-- Of a mail: whose mail was passed on with it, and whether it came signed or encrypted.
alter table messages
  add column forwarded jsonb,
  add column sealed text check (sealed in ('smime_signed', 'smime_encrypted', 'pgp_signed', 'pgp_encrypted'));
