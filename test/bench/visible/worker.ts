// The product's worker in a process of its own: projections, names, process managers. It tells when it has caught up with the log, to which other benches
// have added who read whose names.
import 'reflect-metadata';
import { localMasterKey } from '@app/privacy';
import { createProjector } from '@app/projector';
import { OpenedTables, ReadModel } from '@app/read-model';
import { setTimeout as sleep } from 'node:timers/promises';

const { DATABASE_URL: url = '', DATA_DIR: dataDir = '' } = process.env;
const masterKey = await localMasterKey({ dataDir, production: false });
const worker = await createProjector({ database: { url }, masterKey, logLevel: 'warn' });
const stop = () => void worker.close().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('disconnect', stop);
for (;;) {
  const { lag, head } = await worker.get(ReadModel).status();
  if (lag === 0n && (await worker.get(OpenedTables).position()) === head) break;
  await sleep(100);
}
process.send?.({});
