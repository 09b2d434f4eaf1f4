-- Outputs too large for an event are files beside the store, named by their digest. Which execution needs which: written in
-- the commit of the event, so that what nobody needs is found without reading events.
create table outputs (
    execution text not null,
    digest text not null,
    bytes integer not null,
    primary key (execution, digest)
) without rowid;
create index outputs_by_digest on outputs (digest);

-- Executions that are being removed: a row here and none in executions. What is left of them belongs to nobody.
create table removals (
    execution text primary key
) without rowid;

-- As before, with the file of an output that is too large for an event; output is null then.
drop view attempts;
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
    log,
    ended ->> '$.output_file.digest' as output_file
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

-- As before, with the file of an output that is too large for an event; output is null then.
drop view tasks;
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
    json ->> '$.error.message' as error,
    json ->> '$.output_file.digest' as output_file
from settled;
