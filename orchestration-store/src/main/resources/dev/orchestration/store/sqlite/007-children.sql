-- The execution of which a step waits for this one; null for one that somebody asked for himself.
alter table executions add column parent text;
create index executions_by_parent on executions (parent) where parent is not null;
