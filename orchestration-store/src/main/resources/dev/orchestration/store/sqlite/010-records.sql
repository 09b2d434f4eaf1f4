-- What is kept beside executions and projects, a JSON object each. Written by whoever has the store open, owner or not, a row
-- at a time. A row's revision is the count of all writes at its last one.
create table records (
    kind text not null,
    key text not null,
    json text not null,
    revision integer not null,
    updated_at text not null,
    primary key (kind, key)
) without rowid;
create table record_writes (writes integer not null);
insert into record_writes values (0);
create view sessions as
select key as id,
    json ->> '$.name' as name,
    json ->> '$.user_id' as user_id,
    json ->> '$.mode' as mode,
    json ->> '$.status' as status,
    json ->> '$.created_at' as created_at,
    json ->> '$.completed_at' as completed_at,
    json
from records where kind = 'session';
create view schedules as
select key as name,
    json ->> '$.workflow' as workflow,
    coalesce(json ->> '$.cron', 'every ' || (json ->> '$.every')) as rule,
    json ->> '$.zone' as zone,
    coalesce(json ->> '$.paused', 0) as paused,
    json ->> '$.last' as last,
    json
from records where kind = 'schedule';
create view workflows as
select key as name,
    json ->> '$.version' as version,
    json ->> '$.digest' as digest,
    updated_at,
    json
from records where kind = 'workflow';
