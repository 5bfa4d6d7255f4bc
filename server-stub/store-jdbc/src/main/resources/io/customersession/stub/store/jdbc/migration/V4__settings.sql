-- The clock and the settings of a world as a JSON object of texts, or null if they are those that
-- the stub starts with. Each change has a version of its own.
alter table stub_world add column settings text;
alter table stub_world add column settings_version bigint not null default 0;
