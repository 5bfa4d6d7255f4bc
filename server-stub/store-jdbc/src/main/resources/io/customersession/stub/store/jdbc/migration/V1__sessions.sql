-- Every row belongs to a generation. A reset gives its world a new one, which takes the same time
-- however much the world holds; rows of former generations are deleted afterwards.

create table stub_world (
  name ${text} primary key,
  generation bigint not null
);

create table stub_generation (
  id integer primary key,
  last bigint not null
);
insert into stub_generation (id, last) values (1, 0);

-- The last id of each sequence that a process has reserved.
create table stub_ids (
  generation bigint not null,
  sequence ${text} not null,
  last bigint not null,
  primary key (generation, sequence)
);

-- The numbers of sessions and profiles, each the sum of several rows, so that units do not queue.
create table stub_tally (
  generation bigint not null,
  kind ${text} not null,
  slot integer not null,
  amount bigint not null,
  primary key (generation, kind, slot)
);

-- created and total are texts whose order is that of the values.
create table stub_session (
  generation bigint not null,
  application bigint not null,
  id ${text} not null,
  internal_id bigint not null,
  version bigint not null,
  state ${text} not null,
  profile ${text} not null,
  created ${text} not null,
  total ${text} not null,
  referral ${text},
  store ${text},
  total_of_v1 ${text},
  facts text not null,
  effects text not null,
  redemptions text not null,
  returns text not null,
  primary key (generation, application, id)
);
create unique index stub_session_by_internal_id
  on stub_session (generation, application, internal_id);
create index stub_session_by_state
  on stub_session (generation, application, state, internal_id);
create index stub_session_by_profile
  on stub_session (generation, application, profile, internal_id);
create index stub_session_by_creation
  on stub_session (generation, application, created, internal_id);

create table stub_coupon (
  generation bigint not null,
  application bigint not null,
  code ${text} not null,
  internal_id bigint not null,
  primary key (generation, application, code, internal_id)
);
create index stub_coupon_by_session
  on stub_coupon (generation, application, internal_id);

create table stub_profile (
  generation bigint not null,
  application bigint not null,
  id ${text} not null,
  internal_id bigint not null,
  version bigint not null,
  body text not null,
  primary key (generation, application, id)
);

-- A counter that has fallen to 0 stays, so that a unit which has read it can tell. Those of a
-- profile that expires are deleted with it.
create table stub_counter (
  generation bigint not null,
  subject ${text} not null,
  kind ${text} not null,
  application bigint not null,
  value ${text} not null,
  used integer not null,
  primary key (generation, subject, kind, application, value)
);
create index stub_counter_by_value
  on stub_counter (generation, kind, application, value);

-- at is a time of the world, whose clock a test may set; stored is that of the process.
create table stub_record (
  generation bigint not null,
  application bigint not null,
  resource ${text} not null,
  id ${text} not null,
  request_key ${text} not null,
  fingerprint ${text} not null,
  body ${bytes} not null,
  at ${text} not null,
  stored ${text} not null,
  primary key (generation, application, resource, id, request_key)
);
create index stub_record_by_time on stub_record (generation, stored);
