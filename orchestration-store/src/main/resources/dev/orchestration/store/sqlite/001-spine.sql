-- Times in tables and views are ISO-8601 UTC text with six fraction digits, so that they sort as text.
-- Times inside the JSON of events are microseconds since 1970.

-- One row for each execution that a loop step changed: the only table that is written for every step of a workflow.
-- The engine's own stream is kept under the execution 'engine'.
create table journal (
    execution text not null,
    commit_no integer not null,
    first_seq integer not null,
    epoch integer not null,
    events text not null,
    primary key (execution, commit_no)
) without rowid;

-- The fold of an execution's rare events, so that a list needs no journal. seq: order of creation.
create table executions (
    seq integer primary key,
    id text not null unique,
    workflow text not null,
    status text not null,
    reason text,
    session text not null,
    directory text not null,
    digest text not null,
    created_at text not null,
    started_at text,
    ended_at text
);
create index executions_newest on executions (created_at);

create table definitions (
    digest text primary key,
    workflow text not null,
    json text not null
) without rowid;

create table nodes (
    digest text not null,
    node integer not null,
    name text not null,
    primary key (digest, node)
) without rowid;

-- One row for each taking of ownership; the last one is, or was, the owner. ended_at: given up in order.
create table owner (
    epoch integer primary key,
    uuid text not null,
    host text not null,
    boot_id text not null,
    pid integer not null,
    pid_start integer not null,
    since text not null,
    ended_at text
);

-- Every recorded fact. step: the name of the node it is about, if it is about one.
create view events as
select
    j.execution,
    j.first_seq + e.key as seq,
    strftime('%Y-%m-%dT%H:%M:%S', (e.value ->> 'at') / 1000000, 'unixepoch')
        || printf('.%06dZ', (e.value ->> 'at') % 1000000) as at,
    e.value ->> 'type' as type,
    n.name as step,
    e.value as json
from journal j
join json_each(j.events) e
left join executions x on x.id = j.execution
left join nodes n on n.digest = x.digest and n.node = e.value ->> 'node';

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
    coalesce(
        strftime('%Y-%m-%dT%H:%M:%S', (ended ->> 'started_at') / 1000000, 'unixepoch')
            || printf('.%06dZ', (ended ->> 'started_at') % 1000000),
        started) as started_at,
    strftime('%Y-%m-%dT%H:%M:%S', (ended ->> 'ended_at') / 1000000, 'unixepoch')
        || printf('.%06dZ', (ended ->> 'ended_at') % 1000000) as ended_at,
    ((ended ->> 'ended_at') - (ended ->> 'started_at')) / 1000.0 as duration_ms,
    ended ->> '$.error.type' as error_type,
    ended ->> '$.error.kind' as error_kind,
    ended ->> '$.error.message' as error,
    ended -> 'output' as output,
    log
from (
    select
        execution,
        step,
        json ->> 'node' as node,
        json ->> 'item' as item,
        coalesce(json ->> 'n', 1) as n,
        json ->> 'attempt' as attempt,
        min(case type when 'AttemptStarted' then at end) as started,
        max(case type when 'AttemptEnded' then json end) as ended,
        max(json ->> 'log') as log
    from events
    where type in ('AttemptStarted', 'AttemptNoted', 'AttemptEnded')
    group by execution, json ->> 'node', json ->> 'item', coalesce(json ->> 'n', 1), json ->> 'attempt'
);

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
        json ->> 'node' as node,
        json ->> 'item' as item,
        coalesce(json ->> 'n', 1) as n,
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
        sum(type = 'AttemptStarted') over whole as attempts,
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
        when type = 'AttemptEnded' then
            strftime('%Y-%m-%dT%H:%M:%S', (json ->> 'ended_at') / 1000000, 'unixepoch')
                || printf('.%06dZ', (json ->> 'ended_at') % 1000000)
        else at
    end as ended_at,
    coalesce(json -> 'output', json -> 'payload') as output,
    json ->> '$.error.message' as error
from settled;

-- Every write to a context. value is JSON; it is null where the key was removed (JSON's null is the text 'null').
create view context_changes as
select
    e.execution,
    e.seq,
    e.at,
    coalesce(e.step, e.json ->> 'who') as who,
    case w.type when 'object' then w.value ->> 'null' else w.value ->> 0 end as key,
    case w.type when 'object' then 'null' else w.value -> 1 end as value
from events e
join json_each(e.json, '$.writes') w
where e.type in ('AttemptEnded', 'ContextChanged');
