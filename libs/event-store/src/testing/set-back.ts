import pg from 'pg';

/**
 * Leaves of a log what stood up to a position, as the restore of an older backup would: whoever follows it is not told.
 * @param ownerUrl nobody else can
 */
export async function setBack(ownerUrl: string, to: bigint): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`begin;
      alter table es.events disable trigger only_appended;
      update es.log_head set position = ${to}, hash = es.hash_at(${to}), importing = null,
        recorded_at = coalesce((select recorded_at from es.events where position = ${to}), '1970-01-01T00:00:00Z');
      delete from es.running where position > ${to};
      delete from es.events where position > ${to};
      truncate es.streams;
      insert into es.streams (stream, revision) select stream, max(revision) from es.events group by stream;
      alter table es.events enable trigger only_appended;
      commit`);
  } finally {
    await owner.end();
  }
}
