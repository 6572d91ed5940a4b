-- Until when a word on the customer's own page can be taken back: each member chooses how long, and their page shows it only then.
alter table messages add column undo_until timestamptz;
