create schema reader;
      create table reader.stop (
        reader text primary key,
        -- the event that it cannot go beyond; null where none is to blame
        event_id uuid,
        event_type text,
        position bigint,
        reason text not null,
        since timestamptz(3) not null default clock_timestamp(),
        -- an operator asks for an attempt at once
        retry boolean not null default false
      );
      comment on table reader.stop is 'One row for each reader of the log that cannot go on, until it does';
