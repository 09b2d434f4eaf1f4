-- The last ended executions of a workflow tell how well it does.
create index executions_ended on executions (workflow, created_at desc, seq desc) where ended_at is not null;

-- How many executions ended how is counted here and not in the rows, which are several times as large. The rows that are not
-- in it are few.
create index executions_status on executions (status, ended_at) where ended_at is not null;

-- Whoever looks whether anything of a kind has changed, each second, reads none of its rows, which hold whole sessions.
create index records_changed on records (kind, revision);
