const { ModuleMocker } = require('jest-mock');

/** Where specifications run: in Node itself, with its own globals (ADR 39). */
module.exports = class NativeEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;
  fakeTimersModern = null;
  #console = globalThis.console;
  #exit = process.exit;
  #variables = { ...process.env };

  async setup() {
    // Node maps the lines of what it loaded itself.
    Error.prepareStackTrace = undefined;
    // Of `npm run mutants`, whose code asks which of its changes is on when it is loaded, and is loaded once.
    if (globalThis.__stryker__) globalThis.__stryker__.activeMutant = process.env.__STRYKER_ACTIVE_MUTANT__;
  }

  async teardown() {
    globalThis.console = this.#console;
    process.exit = this.#exit;
    for (const name of Object.keys(process.env)) if (!(name in this.#variables)) delete process.env[name];
    Object.assign(process.env, this.#variables);
  }

  exportConditions() {
    return ['node'];
  }

  getVmContext() {
    return null;
  }
};
