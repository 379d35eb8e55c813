const { register } = require('node:module');
const { sep } = require('node:path');
const { pathToFileURL } = require('node:url');
const { default: Runtime } = require('jest-runtime');
// Contexts of their own are given the globals that there are when this is loaded: none that a specification left.
require('jest-environment-node');

register('../test/support/typescript.loader.js', pathToFileURL(__filename));

const CIRCUS = `${sep}jest-circus${sep}`;
let imports = 0;

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
    if (!this.#isNative) return super.requireInternalModule(path, ...rest);
    for (const cached of Object.keys(require.cache)) if (cached.includes(CIRCUS)) delete require.cache[cached];
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    return require(path);
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
