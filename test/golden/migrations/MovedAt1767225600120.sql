alter table es.store add column moved_at timestamptz(3)
