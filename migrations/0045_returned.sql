-- Of an address: since when mail to it comes back, and what the other server said. Gone once they write from it.
alter table handles add column returned_at timestamptz, add column returned_why text;
