const asyncHooks = require('node:async_hooks');
const { register } = require('node:module');
const { sep } = require('node:path');
const { pathToFileURL } = require('node:url');
const { default: Runtime } = require('jest-runtime');
// Contexts of their own are given the globals that there are when this is loaded: none that a specification left.
require('jest-environment-node');

register('../test/support/typescript.loader.js', pathToFileURL(__filename));

const CIRCUS = `${sep}jest-circus${sep}`;
let imports = 0;

/** What jest's own part of the file before follows its tests with: each one that is left on slows down every promise of the process, and there is one more for each file. */
const followed = [];
class Followed extends asyncHooks.AsyncLocalStorage {
  constructor() {
    super();
    followed.push(this);
  }
}

function requireAnew(path) {
  for (const cached of Object.keys(require.cache)) if (cached.includes(CIRCUS)) delete require.cache[cached];
  delete globalThis[Symbol.for('EVENT_HANDLERS')];
  for (const storage of followed.splice(0)) storage.disable();
  const { AsyncLocalStorage } = asyncHooks;
  asyncHooks.AsyncLocalStorage = Followed;
  try {
    return require(path);
  } finally {
    asyncHooks.AsyncLocalStorage = AsyncLocalStorage;
  }
}

/**
 * Loads specifications, and what they test, by Node's own import: a worker loads the product once and not for every file anew, and it runs as it will in
 * production (ADR 39). Where the environment is a context of its own, everything is as ever with jest.
 */
module.exports = class NativeRuntime extends Runtime {
  get #isNative() {
    return this._environment.getVmContext() === null;
  }

  /** jest's own part of a file, its tests and hooks, which is new for each. */
  requireInternalModule(path, ...rest) {
    return this.#isNative ? requireAnew(path) : super.requireInternalModule(path, ...rest);
  }

  unstable_shouldLoadAsEsm(path) {
    return this.#isNative || super.unstable_shouldLoadAsEsm(path);
  }

  unstable_importModule(path, ...rest) {
    if (!this.#isNative) return super.unstable_importModule(path, ...rest);
    // Run again in the same process, a specification is read again, and what it tests is not.
    return import(`${pathToFileURL(path).href}?${(imports += 1)}`);
  }

  getSourceMaps() {
    return this.#isNative ? new Map() : super.getSourceMaps();
  }
};
