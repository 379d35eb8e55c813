create table process.refusal (
        command_id uuid primary key,
        manager text not null references process.manager,
        -- of the event that the command followed from
        position bigint not null,
        code text not null
      );
      -- what its command threw, other than a refusal; it is tried again
      alter table process.timer add column failed text;
