-- Of a mail: what could not be read of it as it was meant, in sentences as they are kept; null where all could.
alter table messages add column amiss jsonb;
