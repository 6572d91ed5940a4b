-- A mail somebody may have got, though no server's yes is known: it was handed over whole when the line or the worker died, or some of
-- those it goes to have it. It can be taken back no more.
alter table outbox add column maybe_left boolean not null default false;
update outbox set maybe_left = true where state = 'queued' and attempts > 0;
