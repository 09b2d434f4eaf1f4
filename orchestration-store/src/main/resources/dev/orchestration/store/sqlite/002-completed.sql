-- The last completed executions of a workflow tell how long its steps take.
create index executions_completed on executions (workflow, created_at) where status = 'completed';
