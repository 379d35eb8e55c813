import type { MigrationInterface, QueryRunner } from 'typeorm';
import { mirrorBatch } from '../eventstoredb/mirror-batch.sql.js';
import { TIMED_APPEND } from './append-time.migration.js';
import { IMPORT } from './import-batch.sql.js';

/** So far apart that the leaves between two of them are hashed in a moment, and so many that they take no room. */
const EVERY = 1_000;

const AMOUNTS = `
alter table es.log_head add column hash bytea not null default '';
comment on column es.log_head.hash is 'What all leaves up to the head amount to: H(n) = SHA-256(H(n-1) ‖ leaf(n)), H(0) = nothing';
create table es.running (position bigint primary key, hash bytea not null);
comment on table es.running is 'What all leaves up to a position amounted to, some of them: the next to ask need not begin at the beginning';

create function es.next_hash(hash bytea, start bytea, leaf bytea) returns bytea language sql immutable as $$ select sha256(coalesce(hash, start) || leaf) $$;
-- As es.running_hash, on top of what all leaves before amount to. To be called with "order by position".
create aggregate es.running_hash(bytea, bytea) (sfunc = es.next_hash, stype = bytea);

insert into es.running (position, hash)
select l.position, l.hash from (select e.position, es.running_hash(''::bytea, e.leaf) over (order by e.position) as hash from es.events e) l cross join es.log_head h
where l.position % ${EVERY} = 0 or l.position = h.position;
update es.log_head h set hash = coalesce((select r.hash from es.running r where r.position = h.position), '');

-- What all leaves up to a position amount to; null for one that the log has not reached.
create function es.hash_at(at bigint) returns bytea language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  head es.log_head;
  known es.running;
begin
  select * into strict head from es.log_head;
  if at = head.position then
    return head.hash;
  end if;
  if at > head.position or at < 0 then
    return null;
  end if;
  select * into known from es.running r where r.position <= at order by r.position desc limit 1;
  known.hash := coalesce(known.hash, '');
  return coalesce((select es.running_hash(known.hash, e.leaf order by e.position) from es.events e where e.position > coalesce(known.position, 0) and e.position <= at), known.hash);
end $$;
`;

/** What moves the head moves its hash, in one pass over what was added. */
function hashing(before: string, text: string, schema = 'es'): string {
  const change = /update (\S+)\.log_head h set (position = [^;]*);/.exec(text);
  if (!change) throw new Error('nothing moves the head');
  const [moved, , columns = ''] = change;
  const hash = `hash = coalesce((select es.running_hash(h.hash, e.leaf order by e.position) from ${schema}.events e where e.position > ${before}), h.hash)`;
  const keep = `insert into ${schema}.running (position, hash) select h.position, h.hash from ${schema}.log_head h where h.position / ${EVERY} > ${before} / ${EVERY};`;
  return text.replace(moved, () => `update ${schema}.log_head h set ${columns}, ${hash};\n  ${keep}`);
}

const anew = (text: string): string => text.replace('create function', 'create or replace function');

/** `mirror_batch` of a schema, which keeps the running hash. */
export const hashedMirrorBatch = (schema: string): string => hashing('head.position', mirrorBatch(schema), schema);

/** The log says at every position what all leaves up to there amount to: whoever keeps a position keeps that with it, and so knows the log again. */
export class RunningHash1767225600081 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A mirror that an earlier release was making anew has no such hash: it is begun again.
    const parts = [
      'drop schema if exists es_rebuild cascade',
      AMOUNTS,
      anew(hashing('head', TIMED_APPEND)),
      anew(hashing('head.position', IMPORT)),
      anew(hashedMirrorBatch('es')),
    ];
    for (const part of parts) await runner.query(part);
    await runner.query('revoke execute on all functions in schema es from public');
  }

  async down(): Promise<void> {
    throw new Error('the log is never undone');
  }
}
