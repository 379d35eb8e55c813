create schema process;
      create table process.manager (
        name text primary key,
        position bigint not null,
        -- why it cannot go on; null while it can
        stopped text,
        updated_at timestamptz not null default now()
      );
      create table process.state (
        manager text not null references process.manager,
        key text not null,
        state json not null,
        primary key (manager, key)
      );
      create table process.timer (
        command_id uuid primary key,
        manager text not null references process.manager,
        due_at timestamptz not null,
        command text not null,
        payload json not null,
        -- the refusal that it met; null while it waits
        refused text
      );
      create index on process.timer (due_at) where refused is null;
