create schema audit;

-- Reads of personal values, from a second after they were answered until they are in the log. Logged: it survives a crash. Ids and codes only.
create table audit.pending (
  id uuid primary key,
  noted_at timestamptz(3) not null,
  -- who read, in which roles, what for: rows of the same text are of the same reader
  reader text not null,
  -- [{ "leaderId", "fields" }], each person once
  reads jsonb not null,
  -- the rows that become one command; null while nobody has taken them
  batch uuid
);
create index pending_by_batch on audit.pending (batch);
