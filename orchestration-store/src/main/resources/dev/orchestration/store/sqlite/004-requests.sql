-- Under which key an execution was asked for, written in the commit that creates it: asking twice gives one execution.
create table requests (
    key text primary key,
    execution text not null
) without rowid;
create index requests_by_execution on requests (execution);

-- Whoever goes on with what an earlier owner left need not look at everything that ever ran.
create index executions_open on executions (created_at) where ended_at is null;
