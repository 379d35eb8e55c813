import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const AUDIT = join(process.cwd(), '.config/audit.js');
const CLEAN = { metadata: { vulnerabilities: { high: 0 } }, vulnerabilities: {} };

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'audit-'))));
afterEach(() => rm(folder, { recursive: true }));

/** The audit where the registry answers this, with these packages installed. */
async function audited(answer: unknown, packages: object = {}, env: Readonly<Record<string, string>> = {}): Promise<{ passed: boolean; output: string }> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await writeFile(join(folder, 'answer'), typeof answer === 'string' ? answer : JSON.stringify(answer));
  await writeFile(join(bin, 'npm'), `#!/bin/sh\ncat ${join(folder, 'answer')}\nexit 1\n`);
  await chmod(join(bin, 'npm'), 0o755);
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, ...env } };
    execFile(process.execPath, [AUDIT], options, (error, stdout, stderr) => resolve({ passed: !error, output: stdout + stderr }));
  });
}

describe('the audit of what ships', () => {
  it('passes where nothing is known', async () => {
    expect(await audited(CLEAN)).toEqual({ passed: true, output: expect.stringContaining('No package that ships has a known vulnerability') });
  });

  it('refuses a package with a known vulnerability, and says which', async () => {
    const leftPad = {
      name: 'left-pad',
      severity: 'high',
      range: '<2',
      via: [{ title: 'Pads to the right', url: 'https://advisory.example' }],
      fixAvailable: true,
    };
    const low = { name: 'other', severity: 'low', range: '*', via: ['left-pad'], fixAvailable: false };
    const { passed, output } = await audited({ metadata: { vulnerabilities: { high: 1 } }, vulnerabilities: { 'left-pad': leftPad, other: low } });
    expect(passed).toBe(false);
    expect(output).toContain('left-pad <2, high: Pads to the right (https://advisory.example). A newer version is mended.');
    expect(output).not.toContain('other');
  });

  it.each<[what: string, answer: unknown, reason: string]>([
    ['keeps no list', { message: '404 Not Found - POST /-/npm/v1/security', error: { code: 'E404', summary: 'no audit endpoint' } }, 'no audit endpoint'],
    ['is not there', { message: 'request failed', error: { code: 'ENOTFOUND', summary: '' } }, 'request failed'],
    ['answers something else', '<html>', 'it did not answer as an audit does'],
  ])('says so where the registry %s, and fails only where an audit is asked for', async (_what, answer, reason) => {
    const { passed, output } = await audited(answer);
    expect([passed, output]).toEqual([true, `Known vulnerabilities were NOT looked for: the registry cannot be asked (${reason}).\n`]);
    await rm(join(folder, 'bin'), { recursive: true });
    expect((await audited(answer, {}, { AUDIT_REQUIRED: '1' })).passed).toBe(false);
  });

  it('refuses what runs a script at its installation, or was given up, with no registry at all; not what is for development', async () => {
    const { passed, output } = await audited('', {
      'node_modules/miner': { version: '1.0.0', hasInstallScript: true },
      'node_modules/a/node_modules/old': { version: '2.0.0', deprecated: 'use new' },
      'node_modules/builder': { version: '3.0.0', hasInstallScript: true, dev: true },
      'node_modules/protobufjs': { version: '7.0.0', hasInstallScript: true },
    });
    expect(passed).toBe(false);
    expect(output.split('\n').slice(0, 2)).toEqual(['miner 1.0.0 runs a script when it is installed', 'old 2.0.0 is given up by its authors: use new']);
    expect(output).not.toMatch(/builder|protobufjs/);
  });
});
