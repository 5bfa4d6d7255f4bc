-- The hour of the last change, counted from 1970, by the clock of the process that made it. Most
-- updates leave it as it is, so PostgreSQL does not touch the indexes.
alter table stub_session add column changed_hour bigint not null default 0;
update stub_session set changed_hour = ${hour};
create index stub_session_by_change on stub_session (changed_hour);
