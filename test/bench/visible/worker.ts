// The product's worker in a process of its own: projections, names, process managers.
import 'reflect-metadata';
import { localMasterKey } from '@app/privacy';
import { createProjector } from '@app/projector';

const { DATABASE_URL: url = '', DATA_DIR: dataDir = '' } = process.env;
const masterKey = await localMasterKey({ dataDir, production: false });
const worker = await createProjector({ database: { url }, masterKey, logLevel: 'warn' });
const stop = () => void worker.close().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('disconnect', stop);
process.send?.({});
