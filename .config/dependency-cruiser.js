// apps → composition → features → platform libs → kernel. Each rule has a planted violation in test/gates/imports.spec.ts.
const PLATFORM = 'database|event-store|privacy|read-model|process-manager|identity|feature|localisation|development-provider|graphql-kit';
/** Loads features through their commands; no feature knows it. */
const LOADER = 'reference-data';
/** Puts the features together, for every app alike (ADR 13). */
const COMPOSITION = 'tracker';
const NOT_A_FEATURE = `kernel|${PLATFORM}|${LOADER}|${COMPOSITION}`;

const platform = `^libs/(${PLATFORM})/`;
const feature = `^libs/(?!(?:${NOT_A_FEATURE})/)([^/]+)/`;
const anyFeature = `^libs/(?!(?:${NOT_A_FEATURE})/)[^/]+/`;
const testCode = '\\.spec\\.ts$|^(libs|apps)/[^/]+/src/testing/|^test/|^\\.config/';
const frontDoors = '^(libs|apps)/[^/]+/src/(index|events|commands|read|testing/index)\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere: a deep path that the package does not export, or a dependency that is not installed.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'libs-never-import-apps',
      comment: 'Apps wire libraries together; a library that knows an app cannot be used by another.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-stand-alone',
      comment: 'Each app is deployed apart. The one exception is the one-process start: the command line runs API and projector by their front doors (ADR 11).',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/(api|projector)/src/index\\.ts$'] },
    },
    {
      name: 'only-cli-composes-apps',
      comment: 'API and projector never know each other, nor the command line (ADR 11).',
      severity: 'error',
      from: { path: '^apps/(?!cli/)([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'kernel-depends-on-nothing',
      comment: 'What everything stands on stands on Node alone.',
      severity: 'error',
      from: { path: '^libs/kernel/src/' },
      to: { pathNot: '^libs/kernel/src/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'platform-never-imports-features',
      comment: 'The platform serves every feature, so it may know none.',
      severity: 'error',
      from: { path: platform },
      to: { path: [anyFeature, `^libs/(${LOADER}|${COMPOSITION})/`] },
    },
    {
      name: 'domain-is-pure',
      comment: 'A decision sees its own folder and the kernel: no framework, no SQL, no Node, no other feature.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/domain/', pathNot: testCode },
      to: { pathNot: ['^libs/$1/src/domain/', '^libs/kernel/src/index\\.ts$'] },
    },
    {
      name: 'read-side-never-decides',
      comment: 'Rows and projections follow from events alone; commands and resolvers may read them, never the other way round.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/(read-model/|read\\.ts$)', pathNot: testCode },
      to: { path: '^libs/[^/]+/src/(commands/|commands\\.ts$|graphql/)' },
    },
    {
      name: 'write-side-never-reads',
      comment: 'A command decides from its stream: a table may be behind, and an answer that depends on it may be wrong.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/(commands/|commands\\.ts$|events\\.ts$|domain/)', pathNot: testCode },
      to: { path: '^libs/[^/]+/src/(read-model/|read\\.ts$|graphql/)' },
    },
    {
      name: 'features-meet-in-public',
      comment: 'A feature knows another by what happened there, what can be asked of it and what can be read: events.ts, commands.ts, read.ts.',
      severity: 'error',
      from: { path: feature, pathNot: testCode },
      to: { path: anyFeature, pathNot: ['^libs/$1/', `${anyFeature}src/(events|commands|read)\\.ts$`] },
    },
    {
      name: 'rights-name-no-work',
      comment:
        'What is held about people, kept for a time or taken over by others is told by each feature in its own value: rights know people, and no work of theirs.',
      severity: 'error',
      from: { path: '^libs/data-rights/', pathNot: testCode },
      to: { path: anyFeature, pathNot: '^libs/(data-rights|leader|account|organisation|reason)/' },
    },
    {
      name: 'features-never-look-up',
      comment: 'Reference data is loaded into features and a product is put together from them: neither is theirs to know.',
      severity: 'error',
      from: { path: anyFeature },
      to: { path: `^libs/(${LOADER}|${COMPOSITION})/` },
    },
    {
      name: 'the-loader-issues-commands',
      comment: 'Reference data is recorded the way people record: by commands, and at bench size by appending the same events.',
      severity: 'error',
      from: { path: `^libs/${LOADER}/`, pathNot: testCode },
      to: { path: anyFeature, pathNot: `${anyFeature}src/(commands|events)\\.ts$` },
    },
    {
      name: 'the-composition-only-composes',
      comment: 'It takes what stands behind front doors and hands it to apps; reference data is loaded into a running product, never built into it (ADR 13).',
      severity: 'error',
      from: { path: `^libs/${COMPOSITION}/`, pathNot: testCode },
      to: { path: '^libs/', pathNot: [`^libs/${COMPOSITION}/`, `^libs/(kernel|${PLATFORM})/src/index\\.ts$`, `${anyFeature}src/index\\.ts$`] },
    },
    {
      name: 'outsiders-use-the-front-door',
      comment: 'A package is what its package.json exports.',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: { path: '^(libs|apps)/', pathNot: ['^$1/$2/', frontDoors] },
    },
    {
      name: 'tests-use-the-front-door',
      comment: 'Whole-system specs and what generates stand outside; what they need, a package exports.',
      severity: 'error',
      from: { path: '^(test|\\.config)/' },
      to: { path: '^(libs|apps)/', pathNot: frontDoors },
    },
    {
      name: 'no-test-code-in-production',
      comment: 'What ships never needs a specification or its tools.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: testCode },
      to: { path: testCode },
    },
    {
      name: 'no-dev-dependencies-in-production',
      comment: 'The image is installed without development dependencies.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: testCode },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'declared-dependencies-only',
      comment: 'Whatever is imported is named in the package.json at the root, not found there by luck.',
      severity: 'error',
      from: { path: '^(libs|apps|test|\\.config)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: '^(libs|apps)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // What the bench measures against is installed by the bench alone; what npm starts in this folder itself runs what was built.
    exclude: { path: '^(libs|apps)/[^/]+/dist/|^test/bench/(peers|node_modules)/|^\\.config/[^/]+\\.js$' },
    // Type-only imports bind as firmly as any other.
    tsPreCompilationDeps: true,
    // All outside packages are declared at the root.
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json', '.d.ts'],
    },
  },
};
