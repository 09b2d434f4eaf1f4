-- In which commit of the engine's own stream a command was answered, written in that commit: whoever sent it looks often.
create table answers (
    command text primary key,
    commit_no integer not null
) without rowid;
create index answers_by_commit on answers (commit_no);
insert or ignore into answers (command, commit_no)
    select json_extract(event.value, '$.command'), commit_no from journal, json_each(cast(events as text)) as event
    where execution = 'engine' and json_extract(event.value, '$.type') = 'CommandReceived';
