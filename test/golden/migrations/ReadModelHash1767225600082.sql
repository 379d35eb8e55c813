alter table projection.read_model add column hash bytea;
      comment on column projection.read_model.hash is 'es.hash_at(position), when it came there: the log that it was made from; null of an earlier release';
