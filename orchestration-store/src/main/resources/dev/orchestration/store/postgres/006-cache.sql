-- Outputs that are kept to be used again, written in the commit that ends the attempt: a large one by its digest.
create table cache (
    key text collate "C" primary key,
    execution text collate "C" not null,
    at bigint not null,
    expires bigint,
    output text,
    digest text collate "C",
    bytes bigint
);
create index cache_by_time on cache (at);
