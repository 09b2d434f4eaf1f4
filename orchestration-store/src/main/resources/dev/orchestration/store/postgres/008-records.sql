-- What is kept beside executions and projects, a JSON object each. Written by whoever has the store open, owner or not, a row
-- at a time. A row's revision is the count of all writes at its last one.
create table records (
    kind text collate "C" not null,
    key text collate "C" not null,
    json text not null,
    revision bigint not null,
    updated_at text not null,
    primary key (kind, key)
);
create table record_writes (writes bigint not null);
insert into record_writes values (0);
create view sessions as
select key as id,
    json::jsonb ->> 'name' as name,
    json::jsonb ->> 'user_id' as user_id,
    json::jsonb ->> 'mode' as mode,
    json::jsonb ->> 'status' as status,
    json::jsonb ->> 'created_at' as created_at,
    json::jsonb ->> 'completed_at' as completed_at,
    json
from records where kind = 'session';
create view schedules as
select key as name,
    json::jsonb ->> 'workflow' as workflow,
    coalesce(json::jsonb ->> 'cron', 'every ' || (json::jsonb ->> 'every')) as rule,
    json::jsonb ->> 'zone' as zone,
    coalesce((json::jsonb ->> 'paused')::boolean, false) as paused,
    json::jsonb ->> 'last' as last,
    json
from records where kind = 'schedule';
create view workflows as
select key as name,
    json::jsonb ->> 'version' as version,
    json::jsonb ->> 'digest' as digest,
    updated_at,
    json
from records where kind = 'workflow';
