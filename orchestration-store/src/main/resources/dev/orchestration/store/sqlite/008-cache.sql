-- Outputs that are kept to be used again, written in the commit that ends the attempt: a large one by its digest.
create table cache (
    key text primary key,
    execution text not null,
    at integer not null,
    expires integer,
    output text,
    digest text,
    bytes integer
);
create index cache_by_time on cache (at);
create index cache_by_digest on cache (digest) where digest is not null;
