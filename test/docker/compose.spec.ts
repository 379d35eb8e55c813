import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readMapping } from '@app/identity';
import { parse } from 'yaml';

interface Service {
  readonly image: string;
  readonly build?: { readonly dockerfile: string };
  readonly user?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment: Readonly<Record<string, string | number>>;
  readonly healthcheck: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly profiles?: readonly string[];
}

const text = readFileSync('docker-compose.yml', 'utf8');
const compose = parse(text, { merge: true }) as { services: Record<string, Service>; volumes: Record<string, unknown>; networks: Record<string, unknown> };
const example = readFileSync('docker/example.env', 'utf8');
const dockerfile = readFileSync('docker/Dockerfile', 'utf8');

const services = Object.entries(compose.services).map(([name, service]) => ({ name, service }));
const ours = services.filter(({ service }) => service.build !== undefined);
const lasting = services.filter(({ service }) => !service.profiles);

/** Every variable that the sources read from the environment. */
function knownVariables(): ReadonlySet<string> {
  const sources = ['apps', 'libs'].flatMap((kind) =>
    readdirSync(kind).flatMap((name) =>
      readdirSync(join(kind, name, 'src'), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
        .map((file) => readFileSync(join(kind, name, 'src', file), 'utf8')),
    ),
  );
  return new Set(sources.flatMap((source) => [...source.matchAll(/\benv(?:\.|\['|, ')([A-Z][A-Z_]+)/g)].map(([, name]) => name ?? '')));
}

describe('docker-compose.yml', () => {
  it('runs the database, the API and the projector, and offers the command line', () => {
    expect(lasting.map(({ name }) => name)).toEqual(['postgres', 'api', 'projector']);
    expect(compose.services['cli']?.profiles).toEqual(['tools']);
    expect(compose.services['postgres']?.image).toBe('postgres:18');
  });

  it.each(lasting)('asks $name whether it is well', ({ service }) => {
    expect(service.healthcheck.test?.[0]).toBe('CMD');
  });

  it.each(services)('gives $name no more than it needs', ({ service }) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    // Ours is made so by the Dockerfile.
    if (!service.build) expect(service.user).toMatch(/^(postgres|eventstore)$/);
  });

  it.each(ours)('starts $name once the database is well, with a program that is built', ({ service }) => {
    expect(service.depends_on?.['postgres']).toEqual({ condition: 'service_healthy' });
    const program = [...(service.entrypoint ?? []), ...(service.command ?? [])].find((argument) => argument.endsWith('.js')) ?? '';
    expect(statSync(program.replace('/dist/', '/src/').replace(/\.js$/, '.ts')).isFile()).toBe(true);
  });

  it.each(ours)('tells $name nothing that it does not read', ({ service }) => {
    const known = knownVariables();
    expect(Object.keys(service.environment).filter((name) => !known.has(name))).toEqual([]);
    expect(service.environment['NODE_ENV']).toBe('production');
  });

  it('publishes a port on this machine alone', () => {
    for (const port of services.flatMap(({ service }) => service.ports ?? [])) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('has no secret of its own: each is asked for, and the example says how to make it', () => {
    const asked = [...text.matchAll(/\$\{([A-Z_]+)(:\?[^}]+|:-[^}]*)\}/g)].map(([, name, otherwise]) => ({ name, otherwise }));
    expect(text.match(/\$\{/g)).toHaveLength(asked.length);
    const required = new Set(asked.filter(({ otherwise }) => otherwise?.startsWith(':?')).map(({ name }) => name));
    const explained = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)];
    expect(new Set(explained.map(([, name]) => name))).toEqual(required);
    expect(explained.map(([, , value]) => value).join('')).toBe('');
    for (const [name, value] of services.flatMap(({ service }) => Object.entries(service.environment)))
      if (/PASSWORD|_KEY$|SECRET/.test(name)) expect(value).toMatch(/^\$\{[A-Z_]+:\?/);
  });

  it('mounts only what exists, or a volume that it declares', () => {
    for (const volume of services.flatMap(({ service }) => service.volumes ?? [])) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('.')) expect(statSync(source).mode & 0o111).not.toBe(0);
      else expect(compose.volumes).toHaveProperty(source);
    }
  });
});

it('the example of a claims mapping is one, and would be found under the name that the API is told', () => {
  expect(readMapping('example', readFileSync('docker/config/claims-mapping.example.yaml', 'utf8'))).toHaveLength(1);
  const { environment, volumes } = compose.services['api'] ?? {};
  expect(environment?.['CLAIMS_MAPPING']).toBe('/etc/tracker/claims-mapping.yaml');
  expect(volumes).toContain('./docker/config:/etc/tracker:ro');
});

describe('the image', () => {
  it('is built as every clone is, without install scripts, and leaves the tools behind', () => {
    expect(dockerfile).toMatch(/npm ci --ignore-scripts/);
    expect(dockerfile).toMatch(/npm prune --omit=dev --omit=optional/);
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;
    expect([Object.keys(dependencies ?? {}), Object.keys(optionalDependencies ?? {})]).toEqual([
      expect.not.arrayContaining(['oidc-provider']),
      ['oidc-provider'],
    ]);
  });

  it('does not run as root', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^USER node$/m);
  });

  it('copies nothing local: what the context leaves out is said first, then what it takes', () => {
    const [first, ...rest] = readFileSync('.dockerignore', 'utf8').trim().split('\n');
    expect(first).toBe('*');
    expect(rest).not.toContain('!.data');
    expect(rest).not.toContain('!.env');
  });
});
