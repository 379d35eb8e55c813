// `npm run dev`: what `npm start` runs, and again after each save. The saved file alone is compiled, without a look at its types (the editor's business, and
// `npm run check:types`'); the database stays up, and the next process stands by with every package loaded, so that a save costs no more than the sources.
import { transform } from '@swc/core';
import { fork } from 'node:child_process';
import { watch } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';
import { openInstallation } from '@app/tracker';
import jest from './jest.config.js';

/** What a start reads: sources and packs, by the folder of their package. */
const READ = /^(?<of>[^/]+)[/](?:src[/](?<source>.+)[.]ts|packs[/].+)$/;
const NOT_READ = /[.]spec[.]ts$|[.]d[.]ts$/;
/** An editor writes a file in several steps, and a rename touches many. */
const SETTLED_MS = 30;
const [[, swc]] = Object.values(jest.transform);

const installation = await openInstallation(process.env, { share: true });
const { url, ownerUrl } = installation.options.database;
const env = { ...process.env, DATABASE_URL: url, ...(ownerUrl && { DATABASE_OWNER_URL: ownerUrl }) };

function standBy() {
  const child = fork(new URL('./dev-process.js', import.meta.url), { env, execArgv: ['--enable-source-maps'] });
  // One that what was saved has ended says so itself; the next save is taken up by the next.
  return child.on('error', () => undefined);
}
const ended = (child) => new Promise((done) => (child.exitCode === null && child.signalCode === null ? child.once('exit', done) : done()));

let running;
let next = standBy();
let stopping = false;

/** Whoever stands by loads the sources while the one that runs ends, and starts once the port is free. */
async function takeOver(args) {
  const before = running;
  running = next;
  running.send({ what: 'load' });
  if (before) {
    before.kill('SIGTERM');
    await ended(before);
  }
  running.send({ what: 'start', args });
  next = standBy();
}

/** Compiles beside its package's other files. What the compiler believed of the package is forgotten first: a later build writes all of it anew. */
async function compile({ folder, of, source }) {
  const filename = join(folder, of, 'src', `${source}.ts`);
  const text = await readFile(filename, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const out = join(folder, of, 'dist', `${source}.js`);
  const { code } = await transform(text, { ...swc, filename: resolve(filename), swcrc: false });
  await rm(join(folder, of, 'dist', 'tsconfig.tsbuildinfo'), { force: true });
  await rm(join(folder, of, 'tsconfig.tsbuildinfo'), { force: true });
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, code);
}

let saved = new Map();
let settling;
let turn = Promise.resolve();

async function takeUp() {
  if (stopping) return;
  const files = [...saved.values()];
  saved = new Map();
  try {
    await Promise.all(files.filter(({ source }) => source).map(compile));
    await takeOver(files.every(({ source }) => source) ? ['--no-load'] : []);
  } catch (error) {
    console.error(`Not taken up, what ran goes on: ${error.message}`);
  }
}

function onSave(folder, path) {
  const file = path.split(sep).join('/');
  const { of, source } = (!NOT_READ.test(file) && READ.exec(file)?.groups) || {};
  if (!of) return;
  saved.set(`${folder}/${file}`, { folder, of, source });
  clearTimeout(settling);
  settling = setTimeout(() => (turn = turn.then(takeUp)), SETTLED_MS);
}

async function stop() {
  if (stopping) return;
  stopping = true;
  await turn;
  next.kill('SIGKILL');
  running.kill('SIGTERM');
  await ended(running);
  await installation.close();
  process.exit(0);
}

turn = takeOver(process.argv.slice(2));
for (const folder of ['libs', 'apps']) watch(folder, { recursive: true }, (_event, path) => onSave(folder, path));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop());
