-- As stub_session has it since version 2.
alter table stub_profile add column changed_hour bigint not null default ${hour};
create index stub_profile_by_change on stub_profile (changed_hour);
