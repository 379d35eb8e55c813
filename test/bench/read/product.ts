// The product's API in a process of its own. It tells where it listens, and on request which statements a page takes.
import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createApi } from '@app/api';
import { Database } from '@app/database';
import { localMasterKey } from '@app/privacy';
import type { ClientBase } from 'pg';
import type { Statement } from './page.js';

const { DATABASE_URL: url = '', DATA_DIR: dataDir = '' } = process.env;
const masterKey = await localMasterKey({ dataDir, production: false });
// One account asks for everybody here. As many connections answer as on the other side, beside the two that others than queries have.
const exposure = { admission: { reads: { atOnce: 1_000, waiting: 1_000 } } };
const api = await createApi({ database: { url, connections: { reading: 12 } }, masterKey, dataDir, production: false, logLevel: 'warn', exposure });
await api.listen(0, '127.0.0.1');
const { port } = api.getHttpServer().address() as AddressInfo;

// Once, before anything is measured: what the hand-written side is to send as well.
let noted: Statement[] = [];
const client = await api.get(Database).pool.connect();
// The product's own class, which need not be that of this package's `pg`.
const clients = Object.getPrototypeOf(client) as ClientBase;
client.release();
const { query } = clients;
function noting(this: ClientBase, ...args: unknown[]): unknown {
  const [asked, values] = args as [string | Statement, unknown[] | undefined];
  noted.push(
    typeof asked === 'string' ? { text: asked, values: values ?? [] } : { text: asked.text, ...(asked.name && { name: asked.name }), values: asked.values },
  );
  return Reflect.apply(query, this, args);
}

process.on('message', (message: 'note' | 'noted') => {
  clients.query = (message === 'note' ? noting : query) as typeof query;
  process.send?.(noted);
  noted = [];
});
const stop = () => void api.close().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('disconnect', stop);
process.send?.({ port, token: (await readFile(join(dataDir, 'development-token'), 'utf8')).trim() });
