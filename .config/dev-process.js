// One process of `npm run dev`: loads the packages, which no save changes; then, as it is told, the sources; and starts.
import { readFile } from 'node:fs/promises';

const told = (what) => new Promise((done) => process.on('message', (message) => message.what === what && done(message.args)));
const [load, start] = [told('load'), told('start')];
// Ctrl-C reaches every process of a terminal: whoever watches says when this one ends.
process.on('SIGINT', () => undefined);
// Nobody is left behind by one that was killed.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));

const { dependencies } = JSON.parse(await readFile('package.json', 'utf8'));
for (const name of Object.keys(dependencies)) await import(name).catch(() => undefined);
await load;
await import('../apps/cli/dist/program.js');
process.argv.splice(2, Infinity, 'start', ...(await start));
await import('../apps/cli/dist/main.js');
