-- In which commit of the engine's own stream a command was answered, written in that commit: whoever sent it looks often.
create table answers (
    command text collate "C" primary key,
    commit_no bigint not null
);
create index answers_by_commit on answers (commit_no);
insert into answers (command, commit_no)
    select event ->> 'command', commit_no from journal, json_array_elements(events) as event
    where execution = 'engine' and event ->> 'type' = 'CommandReceived'
    on conflict (command) do nothing;

-- Whether an owner has it in hand, so that its sender can no more withdraw it.
alter table commands add column taken boolean not null default false;
