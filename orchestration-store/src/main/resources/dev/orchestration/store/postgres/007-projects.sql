-- Projects that were begun with this store. Written by whoever has the store open, owner or not, a row at a time.
create table projects (
    name text collate "C" primary key,
    path text not null,
    type text not null,
    description text not null,
    status text not null,
    config text not null,
    owner text not null,
    version text not null,
    created_at text not null,
    updated_at text not null
);
