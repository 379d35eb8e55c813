import { join } from 'node:path';
import { plantedTree, type PlantedTree, ROOT } from './planted-tree.js';

const NOTHING = 'export {};\n';

/** Every way in which packages may meet. */
const LEGAL = {
  'libs/kernel/src/index.ts': "export { derivedId } from './ids.js';\n",
  'libs/kernel/src/ids.ts': "import { createHash } from 'node:crypto';\nexport const derivedId = createHash;\n",
  'libs/kernel/src/testing/index.ts': "import assert from 'node:assert';\nexport { assert };\n",
  'libs/database/src/index.ts': "export { Pool } from 'pg';\n",
  'libs/database/src/testing/index.ts': "import fc from 'fast-check';\nexport { fc };\n",
  'libs/event-store/src/index.ts': "export * from '@app/kernel';\nexport * from '@app/database';\n",
  'libs/programme/src/domain/programme.ts': "import { derivedId } from '@app/kernel';\nimport './programme.events.js';\nexport { derivedId };\n",
  'libs/programme/src/domain/programme.events.ts': NOTHING,
  'libs/programme/src/domain/programme.spec.ts': "import '@app/kernel/testing';\nimport './programme.js';\nimport 'fast-check';\n",
  'libs/programme/src/read-model/programme.row.ts': "import '@nestjs/graphql';\nimport '../domain/programme.events.js';\n",
  'libs/programme/src/commands/publish.handler.ts': "import '@app/event-store';\nimport '../domain/programme.js';\n",
  'libs/programme/src/graphql/programme.resolver.ts': "import '../read-model/programme.row.js';\nimport '../commands/publish.handler.js';\n",
  'libs/programme/src/events.ts': "import './domain/programme.events.js';\n",
  'libs/programme/src/commands.ts': "import './domain/programme.js';\n",
  'libs/programme/src/read.ts': "import './read-model/programme.row.js';\n",
  'libs/programme/src/index.ts': "import './graphql/programme.resolver.js';\n",
  'libs/enrolment/src/index.ts': "import '@app/programme/events';\nimport '@app/programme/commands';\nimport '@app/programme/read';\n",
  'libs/reference-data/src/index.ts': "import '@app/programme/commands';\nimport '@app/programme/events';\n",
  'libs/tracker/src/index.ts': "import '@app/enrolment';\nimport '@app/programme';\nimport '@app/kernel';\n",
  'apps/api/src/index.ts': "import '@app/tracker';\nimport '@app/programme';\n",
  'apps/projector/src/index.ts': "import '@app/tracker';\n",
  'apps/cli/src/index.ts': "import '@app/api';\nimport '@app/projector';\nimport '@app/reference-data';\n",
  'test/journey.e2e.spec.ts': "import '@app/database/testing';\nimport '@app/enrolment';\n",
};

/** One violation each: the rule, the file it is planted in, and what that file imports. */
const PLANTED: readonly (readonly [rule: string, file: string, imports: string])[] = [
  ['no-cycles', 'libs/leader/src/domain/leader.events.ts', "import type {} from './leader.js';"],
  ['no-unresolvable', 'libs/leader/src/deep-path.ts', "import '@app/programme/domain/programme';"],
  ['libs-never-import-apps', 'libs/leader/src/of-an-app.ts', "import '@app/api';"],
  ['apps-stand-alone', 'apps/cli/src/inside-the-api.ts', "import '../../api/src/server.js';"],
  ['only-cli-composes-apps', 'apps/api/src/of-the-projector.ts', "import '@app/projector';"],
  ['kernel-depends-on-nothing', 'libs/kernel/src/identity.ts', "import 'uuid';"],
  ['kernel-depends-on-nothing', 'libs/kernel/src/rows.ts', "import '@app/database';"],
  ['platform-never-imports-features', 'libs/read-model/src/index.ts', "import type {} from '@app/programme/events';"],
  ['platform-never-imports-features', 'libs/identity/src/access/rules-of-a-feature.ts', "import '@app/programme/commands';"],
  ['platform-never-imports-features', 'libs/feature/src/labels-of-a-feature.ts', "import type {} from '@app/programme/events';"],
  ['rights-name-no-work', 'libs/data-rights/src/labels-of-work.ts', "import type {} from '@app/programme/events';"],
  ['platform-never-imports-features', 'libs/graphql-kit/src/index.ts', "import '@app/reference-data';"],
  ['domain-is-pure', 'libs/leader/src/domain/with-a-framework.ts', "import '@nestjs/common';"],
  ['domain-is-pure', 'libs/leader/src/domain/with-node.ts', "import 'node:crypto';"],
  ['domain-is-pure', 'libs/leader/src/domain/with-another-feature.ts', "import '@app/programme/events';"],
  ['domain-is-pure', 'libs/leader/src/domain/with-its-rows.ts', "import '../read-model/leader.row.js';"],
  ['read-side-never-decides', 'libs/leader/src/read-model/with-a-command.ts', "import '../commands/register.handler.js';"],
  ['read-side-never-decides', 'libs/leader/src/read-model/with-a-resolver.ts', "import '../graphql/leader.resolver.js';"],
  ['read-side-never-decides', 'libs/leader/src/read.ts', "import './commands.js';"],
  ['write-side-never-reads', 'libs/leader/src/commands/with-a-row.ts', "import '../read-model/leader.row.js';"],
  ['features-meet-in-public', 'libs/leader/src/by-the-front-door.ts', "import '@app/programme';"],
  ['features-meet-in-public', 'libs/leader/src/by-the-window.ts', "import type {} from '../../programme/src/domain/programme.js';"],
  ['features-never-look-up', 'libs/leader/src/of-the-loader.ts', "import '@app/reference-data';"],
  ['features-never-look-up', 'libs/leader/src/of-the-whole.ts', "import '@app/tracker';"],
  ['platform-never-imports-features', 'libs/privacy/src/index.ts', "import '@app/tracker';"],
  ['the-composition-only-composes', 'libs/tracker/src/with-events.ts', "import '@app/programme/events';"],
  ['the-composition-only-composes', 'libs/tracker/src/with-reference-data.ts', "import '@app/reference-data';"],
  ['the-loader-issues-commands', 'libs/reference-data/src/with-rows.ts', "import '@app/programme/read';"],
  ['outsiders-use-the-front-door', 'apps/api/src/server.ts', "import '../../../libs/programme/src/domain/programme.js';"],
  ['tests-use-the-front-door', 'test/inside.spec.ts', "import '../libs/programme/src/domain/programme.js';"],
  ['tests-use-the-front-door', '.config/generate/inside.ts', "import '../../libs/programme/src/domain/programme.js';"],
  ['no-test-code-in-production', 'libs/database/src/with-a-generator.ts', "import '../../../.config/generate/inside.js';"],
  ['no-test-code-in-production', 'libs/database/src/with-a-spec-tool.ts', "import './testing/index.js';"],
  ['no-dev-dependencies-in-production', 'libs/database/src/with-a-dev-tool.ts', "import 'fast-check';"],
  ['declared-dependencies-only', 'libs/database/src/by-luck.ts', "import 'pg-types';"],
];

const TARGETS = {
  'libs/leader/src/domain/leader.ts': "import './leader.events.js';\n",
  'libs/leader/src/read-model/leader.row.ts': NOTHING,
  'libs/leader/src/commands/register.handler.ts': NOTHING,
  'libs/leader/src/graphql/leader.resolver.ts': NOTHING,
  'libs/leader/src/commands.ts': NOTHING,
};

describe('the import rules', () => {
  let legal: PlantedTree;
  let planted: PlantedTree;
  let violations: string[];

  beforeAll(async () => {
    legal = await plantedTree(LEGAL);
    planted = await plantedTree({ ...LEGAL, ...TARGETS, ...Object.fromEntries(PLANTED.map(([, file, imports]) => [file, `${imports}\n`])) });
    const { passed, output } = await planted.run('check:imports');
    expect(passed).toBe(false);
    violations = output.split('\n').filter((line) => /^\s*error /.test(line));
  });
  afterAll(() => Promise.all([legal.remove(), planted.remove()]));

  it('let packages meet where they may', async () => {
    expect(await legal.run('check:imports')).toMatchObject({ passed: true });
  });

  it.each(PLANTED)('%s: refuses %s', (rule, file) => {
    expect(violations).toContainEqual(expect.stringContaining(`error ${rule}: ${file} → `));
  });

  it('have a planted violation each', async () => {
    const settings: { default: { forbidden: { name: string }[] } } = await import(join(ROOT, '.config/dependency-cruiser.js'));
    expect(new Set(PLANTED.map(([rule]) => rule))).toEqual(new Set(settings.default.forbidden.map(({ name }) => name)));
  });
});
