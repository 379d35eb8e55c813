// Keeps the PostgreSQL that the product brings along, as `npm start` does: starts it, mends it, and may be killed with it.
import { startEmbedded } from '@app/database';
import type { Asked, Told } from '../load/messages.js';

const dataDir = process.env['DATA_DIR'] ?? '';
const settings = JSON.parse(process.env['TORTURE_SETTINGS'] ?? '{}') as Record<string, string>;
const start = async () => {
  const started = await startEmbedded(dataDir, { settings });
  process.send?.({ kind: 'ready', url: started.url, ownerUrl: started.ownerUrl } satisfies Told);
  return started;
};

let embedded = await start();
let turn: Promise<unknown> = Promise.resolve();
process.on('message', (asked: Asked) => {
  if (asked.kind === 'database') turn = turn.then(async () => (asked.up ? (embedded = await start()) : embedded.stop()));
  if (asked.kind === 'end') turn = turn.then(() => embedded.stop()).finally(() => process.exit(0));
});
process.on('disconnect', () => void turn.then(() => embedded.stop()).finally(() => process.exit(0)));
