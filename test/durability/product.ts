// The whole product in one process, for a specification that kills it: says on which port it listens once it does.
import type { AddressInfo } from 'node:net';
import { createApi } from '@app/api';
import { createProjector } from '@app/projector';
import { migrateTracker, openInstallation } from '@app/tracker';

const { options, dataDir, production } = await openInstallation(process.env, { share: false });
await migrateTracker(options.database);
await createProjector({ ...options, logLevel: 'warn' });
const api = await createApi({ ...options, dataDir, production, logLevel: 'warn' });
await api.listen(0, '127.0.0.1');
process.stdout.write(`listening on ${(api.getHttpServer().address() as AddressInfo).port}\n`);
// Whoever started it may be gone without having said so.
process.stdin.resume().on('end', () => process.exit(0));
