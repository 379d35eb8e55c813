// Lets what runs outside of jest's own module system (its global set-up) import the sources: TypeScript through swc, `.js` as `.ts`.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';

const OPTIONS = {
  swcrc: false,
  sourceMaps: 'inline',
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: 'es6' },
};
const MADE_BY = JSON.stringify([OPTIONS, createRequire(import.meta.url)('@swc/core/package.json').version]);

// What was last made of each source is kept, for the many processes that start from the same ones. It says what it was made of, and is made again of anything else.
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const KEPT = join(ROOT, 'node_modules/.cache/typescript');
mkdirSync(KEPT, { recursive: true });

const isSource = (url) => url?.startsWith('file:') && new URL(url).pathname.endsWith('.ts');

export async function resolve(specifier, context, next) {
  if (specifier.startsWith('@app/')) return next(specifier, { ...context, conditions: ['source', ...context.conditions] });
  const fromSource = isSource(context.parentURL) && specifier.startsWith('.');
  return next(fromSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
}

export async function load(url, context, next) {
  if (!isSource(url)) return next(url, context);
  const filename = fileURLToPath(url);
  return { format: 'module', source: await compiled(filename, readFileSync(filename, 'utf8')), shortCircuit: true };
}

async function compiled(filename, source) {
  const madeOf = `//${createHash('sha256').update(MADE_BY).update(source).digest('hex')}`;
  const file = join(KEPT, `${relative(ROOT, filename).replaceAll(sep, '~')}.js`);
  const kept = contentOf(file);
  if (kept?.endsWith(madeOf)) return kept;
  const { transform } = await import('@swc/core');
  const { code } = await transform(source, { ...OPTIONS, filename: basename(filename) });
  const made = `${code}\n${madeOf}`;
  // Others read it at any time: it is there as a whole.
  const unfinished = `${file}.${process.pid}.${threadId}`;
  writeFileSync(unfinished, made);
  renameSync(unfinished, file);
  return made;
}

function contentOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
