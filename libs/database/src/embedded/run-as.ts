import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** The user that PostgreSQL runs as. Empty: the one who runs this process. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
  readonly name?: string;
}

/**
 * PostgreSQL refuses to run as root, so root starts it as another user: whoever owns the data that is there, else `postgres` where the
 * machine has one, else `nobody`. No user is created, since a development start has no business changing a machine's accounts.
 */
export function runAs(data: string): RunAs {
  if (process.getuid?.() !== 0) return {};
  const owner = statSync(data, { throwIfNoEntry: false });
  if (owner && owner.uid > 0) return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const [name, , uid, gid] = users.find(([user]) => user === wanted) ?? [];
    if (name && Number(uid) > 0 && Number(gid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    'PostgreSQL cannot run as root, and this machine has neither a user "postgres" nor "nobody" to run it as. Start as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether that user may enter or execute a path; for one's own user this is left to the attempt itself. */
export function reaches(user: RunAs, path: string): boolean {
  if (user.uid === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0;
}
