-- The hour of the last change, counted from 1970, by the clock of the process that made it. Most
-- updates leave it as it is, so PostgreSQL does not touch the indexes. The default is the hour of
-- this migration: the rows that exist are not written again, and those that processes of older
-- versions insert meanwhile are not deleted at once.
alter table stub_session add column changed_hour bigint not null default ${hour};
create index stub_session_by_change on stub_session (changed_hour);
