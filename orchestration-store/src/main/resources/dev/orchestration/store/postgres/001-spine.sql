-- The layout of the SQLite store in PostgreSQL's words. Times in tables and views are ISO-8601 UTC text with six fraction
-- digits, which casts to timestamptz; times inside the JSON of events are microseconds since 1970. Only the heartbeat, which
-- the database itself measures, is a timestamptz.

create table schema_version (
    version integer primary key,
    applied_at text not null
);

-- One row for each execution that a loop step changed: the only table that is written for every step of a workflow.
-- The engine's own stream is kept under the execution 'engine'. Type json, not jsonb: what was written comes back as it was.
create table journal (
    execution text collate "C" not null,
    commit_no bigint not null,
    first_seq bigint not null,
    epoch bigint not null,
    events json not null,
    primary key (execution, commit_no)
);

-- The fold of an execution's rare events, so that a list needs no journal. seq: order of creation.
create table executions (
    seq bigint generated always as identity primary key,
    id text collate "C" not null unique,
    workflow text not null,
    status text not null,
    reason text,
    session text not null,
    directory text not null,
    digest text not null,
    created_at text collate "C" not null,
    started_at text collate "C",
    ended_at text collate "C"
);
create index executions_newest on executions (created_at desc, seq desc);
-- The last completed executions of a workflow tell how long its steps take.
create index executions_completed on executions (workflow, created_at desc, seq desc) where status = 'completed';
-- Whoever goes on with what an earlier owner left need not look at everything that ever ran.
create index executions_open on executions (created_at, seq) where ended_at is null;

-- Under which key an execution was asked for, written in the commit that creates it: asking twice gives one execution.
create table requests (
    key text collate "C" primary key,
    execution text collate "C" not null
);

create table definitions (
    digest text primary key,
    workflow text not null,
    json text not null
);

create table nodes (
    digest text not null,
    node integer not null,
    name text not null,
    primary key (digest, node)
);

-- Outputs too large for an event, named by the digest of their JSON; bytes, as JSON may hold what no text can.
create table output_texts (
    digest text primary key,
    json bytea not null
);

-- Which execution needs which, written in the commit of the event, so that what nobody needs is found without reading events.
create table outputs (
    execution text collate "C" not null,
    digest text not null,
    bytes bigint not null,
    primary key (execution, digest)
);
create index outputs_by_digest on outputs (digest);

-- One row for each taking of ownership; the last one is, or was, the owner. ended_at: given up in order. fenced_at: not given
-- up, but taken over. session: the server's process for the connection that writes. Every commit updates the heartbeat, so
-- there is room in the page for the next version of the row.
create table owner (
    epoch bigint primary key,
    uuid text not null,
    host text not null,
    boot_id text not null,
    pid bigint not null,
    pid_start bigint not null,
    since text not null,
    ended_at text,
    heartbeat_at timestamptz not null,
    fenced_at timestamptz,
    session integer not null,
    session_start timestamptz
) with (fillfactor = 20);

create function iso_time(micros bigint) returns text language sql stable as $$
    select to_char(timestamp '1970-01-01' + micros * interval '1 microsecond', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- JSON may hold what no text of PostgreSQL can: NUL and halves of surrogate pairs. Views show the replacement character.
create function showable(events json) returns json language sql immutable as $$
    select case
        when events::text ~ '\\u(0000|d[89a-f])' then
            regexp_replace(events::text, '(?<!\\)((\\\\)*)\\u(0000|d[89a-f][0-9a-f]{2})', '\1\\ufffd', 'g')::json
        else events
    end
$$;

-- Every recorded fact. step: the name of the node it is about, if it is about one.
create view events as
select
    j.execution,
    j.first_seq + e.place - 1 as seq,
    iso_time((e.value ->> 'at')::bigint) as at,
    e.value ->> 'type' as type,
    n.name as step,
    e.value as json
from journal j
cross join lateral json_array_elements(showable(j.events)) with ordinality as e (value, place)
left join executions x on x.id = j.execution
left join nodes n on n.digest = x.digest and n.node = (e.value ->> 'node')::integer;

-- One row for each try of an activation. outcome, ended_at and duration_ms are null while no end is recorded.
create view attempts as
select
    execution,
    step,
    node,
    item,
    n,
    attempt,
    ended ->> 'outcome' as outcome,
    coalesce(iso_time((ended ->> 'started_at')::bigint), started) as started_at,
    iso_time((ended ->> 'ended_at')::bigint) as ended_at,
    (((ended ->> 'ended_at')::bigint - (ended ->> 'started_at')::bigint) / 1000.0)::double precision as duration_ms,
    ended #>> '{error,type}' as error_type,
    ended #>> '{error,kind}' as error_kind,
    ended #>> '{error,message}' as error,
    ended -> 'output' as output,
    log,
    ended #>> '{output_file,digest}' as output_file
from (
    select
        execution,
        max(step) as step,
        (json ->> 'node')::integer as node,
        (json ->> 'item')::integer as item,
        coalesce((json ->> 'n')::integer, 1) as n,
        (json ->> 'attempt')::integer as attempt,
        min(case type when 'AttemptStarted' then at end) as started,
        (array_agg(json) filter (where type = 'AttemptEnded'))[1] as ended,
        max(json ->> 'log') as log
    from events
    where type in ('AttemptStarted', 'AttemptNoted', 'AttemptEnded')
    group by 1, 3, 4, 5, 6
) as told;

-- One row for each activation that an event names; what is only blocked or ready is derived by the engine, not recorded.
-- A request to cancel settles at once whatever waits or is ready, without an event for each.
-- Each step below keeps execution in its partition, so that a condition on it reaches the journal's key.
create view tasks as
with
told as (
    select
        execution,
        seq,
        at,
        type,
        step,
        (json ->> 'node')::integer as node,
        (json ->> 'item')::integer as item,
        coalesce((json ->> 'n')::integer, 1) as n,
        case type when 'CancelRequested' then json ->> 'scope' end as scope,
        json
    from events
    where type in
        ('Activated', 'Skipped', 'AttemptStarted', 'AttemptEnded', 'WaitOpened', 'WaitEnded', 'CancelRequested')
),
ranked as (
    select
        *,
        row_number() over newest as age,
        count(*) filter (where type = 'AttemptStarted') over whole as attempts,
        min(case when type in ('AttemptStarted', 'WaitOpened') then at end) over whole as started_at
    from told
    window
        whole as (partition by execution, node, item, n, scope),
        newest as (partition by execution, node, item, n, scope order by seq desc)
),
latest as (
    select
        *,
        case type
            when 'Activated' then 'ready'
            when 'Skipped' then 'skipped'
            when 'AttemptStarted' then 'running'
            when 'WaitOpened' then 'waiting'
            when 'WaitEnded' then
                case json ->> 'how'
                    when 'retry' then 'ready'
                    when 'rejected' then 'failed'
                    when 'expired' then 'failed'
                    else 'completed'
                end
            when 'AttemptEnded' then
                case json ->> 'next'
                    when 'retry' then 'waiting'
                    when 'decide' then 'waiting'
                    when 'rerun' then 'ready'
                    else json ->> 'next'
                end
        end as last_status
    from ranked
    where age = 1
),
of_execution as (
    select
        *,
        max(case when scope in ('execution', 'unstarted') then seq end) over whole as all_cancelled_seq,
        max(case when scope in ('execution', 'unstarted') then at end) over whole as all_cancelled_at
    from latest
    window whole as (partition by execution)
),
of_node as (
    select
        *,
        max(case when scope = 'step' then seq end) over whole as step_cancelled_seq,
        max(case when scope = 'step' then at end) over whole as step_cancelled_at
    from of_execution
    window whole as (partition by execution, node)
),
settled as (
    select
        *,
        case
            when last_status not in ('ready', 'waiting') then null
            when step_cancelled_seq > seq then step_cancelled_at
            when all_cancelled_seq > seq then all_cancelled_at
        end as cancelled_at
    from of_node
    where scope is null
)
select
    execution,
    step,
    node,
    item,
    n,
    case when cancelled_at is null then last_status else 'cancelled' end as status,
    attempts,
    started_at,
    case
        when cancelled_at is not null then cancelled_at
        when last_status in ('ready', 'running', 'waiting') then null
        when type = 'AttemptEnded' then iso_time((json ->> 'ended_at')::bigint)
        else at
    end as ended_at,
    coalesce(json -> 'output', json -> 'payload') as output,
    json #>> '{error,message}' as error,
    json #>> '{output_file,digest}' as output_file
from settled;

-- Every write to a context. value is JSON; it is null where the key was removed (JSON's null is the text 'null').
create view context_changes as
select
    e.execution,
    e.seq,
    e.at,
    coalesce(e.step, e.json ->> 'who') as who,
    case json_typeof(w.value) when 'object' then w.value ->> 'null' else w.value ->> 0 end as key,
    case json_typeof(w.value) when 'object' then json 'null' else w.value -> 1 end as value
from events e
cross join lateral json_array_elements(e.json -> 'writes') as w (value)
where e.type in ('AttemptEnded', 'ContextChanged');
