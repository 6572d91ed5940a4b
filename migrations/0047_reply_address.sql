-- Of a mailbox: its mail asks for answers at an address that names its conversation (desk+token@…); off where nobody chose it.
alter table mailbox_sending add column plus_replies boolean not null default false;
