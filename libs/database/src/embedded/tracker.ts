import pg from 'pg';
import type { Credentials } from './cluster.js';

/** Makes what the application expects of any PostgreSQL: a role that owns, a role that works, a database. Harmless when repeated. */
export async function prepareTracker(superuser: pg.ClientBase, credentials: Credentials): Promise<void> {
  const { rows } = await superuser.query<{ prepared: boolean }>("select exists (select from pg_database where datname = 'tracker') as prepared");
  if (rows[0]?.prepared) return;
  const role = async (name: string, attributes: string, password: string) => {
    const found = await superuser.query('select from pg_roles where rolname = $1', [name]);
    if (found.rowCount === 0) await superuser.query(`create role ${name} login ${attributes} password ${pg.escapeLiteral(password)}`);
  };
  await role('tracker_app', 'nosuperuser', credentials.app);
  await role('tracker_owner', 'nosuperuser createdb', credentials.owner);
  // So that the owner may end the application's sessions, as dropping a database takes.
  await superuser.query('grant pg_signal_backend to tracker_owner');
  // Last, since it is what tells that all of this was done.
  await superuser.query('create database tracker owner tracker_owner');
}
