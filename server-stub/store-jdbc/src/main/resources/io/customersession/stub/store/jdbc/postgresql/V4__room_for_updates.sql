-- Room in each page for the new version of a row. Without it, an update puts that into another page,
-- and adds an entry to each index. Pages that are full already get room when they are written next.
-- Changes only settings, in a moment, while others read and write.
alter table stub_session set (fillfactor = 85);
alter table stub_profile set (fillfactor = 85);
