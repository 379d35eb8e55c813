-- es.hash_at(position), when it came there: the log that it has read; null of an earlier release
      alter table process.manager add column hash bytea;
