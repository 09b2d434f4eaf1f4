-- As before, with what a fork keeps of its origin.
create or replace view tasks as
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
        ('Activated', 'Skipped', 'NodeKept', 'AttemptStarted', 'AttemptEnded', 'WaitOpened', 'WaitEnded',
            'CancelRequested')
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
            when 'NodeKept' then json ->> 'status'
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

-- As before, with what a fork keeps of its origin.
create or replace view context_changes as
select
    e.execution,
    e.seq,
    e.at,
    coalesce(e.step, e.json ->> 'who') as who,
    case json_typeof(w.value) when 'object' then w.value ->> 'null' else w.value ->> 0 end as key,
    case json_typeof(w.value) when 'object' then json 'null' else w.value -> 1 end as value
from events e
cross join lateral json_array_elements(e.json -> 'writes') as w (value)
where e.type in ('AttemptEnded', 'NodeKept', 'ContextChanged');
