-- What others ask of the owner. A row lies here until its answer is recorded in the journal, and is removed after that.
-- seq: order of arrival. fault: why it is no command; such a row is kept for people, nobody reads it again.
create table commands (
    id text collate "C" primary key,
    seq bigint generated always as identity,
    command json not null,
    sent_at timestamptz not null default clock_timestamp(),
    fault text
);
