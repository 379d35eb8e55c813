create table process.fact (
        manager text not null references process.manager,
        -- of an event that it handled, or of one of another kind in the place of which such a one stood
        position bigint not null,
        key text not null,
        event_id uuid not null,
        primary key (manager, position)
      );
      create index on process.fact (manager, key);
      -- all that it handled after this position is among its facts; null until it goes on, where an earlier release began it
      alter table process.manager add column facts_after bigint;
