/**
 * The dependency rule (docs/ARCHITECTURE.md):
 *   apps -> telephony, chat, platform, domain, contracts, kernel      apps never import apps
 *   telephony, chat -> contracts, kernel   platform -> contracts, kernel   domain -> kernel   contracts -> kernel (+ zod)
 * Cross-project imports resolve to libs/<x>/src/index.ts, so one cruise sees both the rule between projects and the one inside them.
 */
const lib = (name) => `^libs/${name}/`;
const frameworks = 'node_modules/(@nestjs|typeorm|pg|bullmq|ioredis|@nats-io|twilio|plivo|undici|pino|prom-client)/';
const production = '\\.(spec|int-spec|e2e-spec)\\.ts$|/testing/';

/**
 * The modules of an app, each above those that it may import: an import never goes down this list, so there is no circle. An app is
 * added here once it has its modules.
 */
const modulesOf = {
  'call-routing': ['calls', 'routing', 'recordings', 'fallback', 'call-log', 'webhooks'],
};
const modularApps = Object.keys(modulesOf).join('|');
const upwardImports = Object.entries(modulesOf).flatMap(([app, modules]) =>
  modules.slice(0, -1).map((module, n) => ({
    name: 'modules-import-downwards',
    comment: 'Modules of an app import those before them in modulesOf, never upwards or in a circle.',
    severity: 'error',
    from: { path: `^apps/${app}/src/${module}/`, pathNot: production },
    to: { path: `^apps/${app}/src/(${modules.slice(n + 1).join('|')})/` },
  })),
);

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Also where only a type leads back: put the types that both sides know in a file that both import.',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'kernel-depends-on-nothing',
      severity: 'error',
      from: { path: lib('kernel'), pathNot: production },
      to: { pathNot: lib('kernel') },
    },
    {
      name: 'contracts-depend-on-kernel-and-zod',
      severity: 'error',
      from: { path: lib('contracts'), pathNot: production },
      to: { pathNot: `${lib('(contracts|kernel)')}|node_modules/zod/` },
    },
    {
      name: 'domain-depends-on-kernel',
      severity: 'error',
      from: { path: lib('domain/([^/]+)') },
      to: { path: '^(libs|apps)/', pathNot: `${lib('kernel')}|${lib('domain/$1')}` },
    },
    {
      name: 'domain-knows-no-framework',
      severity: 'error',
      from: { path: lib('domain'), pathNot: production },
      to: { path: `${frameworks}|node_modules/zod/`, dependencyTypesNot: ['core'] },
    },
    {
      name: 'pure-code-knows-no-world',
      severity: 'error',
      from: { path: lib('(domain|kernel)'), pathNot: production },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'providers-depend-on-contracts-and-kernel',
      severity: 'error',
      from: { path: lib('(telephony|chat)'), pathNot: production },
      to: { path: '^(libs|apps)/', pathNot: lib('($1|contracts|kernel)') },
    },
    {
      name: 'platform-depends-on-contracts-and-kernel',
      severity: 'error',
      from: { path: lib('platform'), pathNot: production },
      to: { path: '^(libs|apps)/', pathNot: lib('(platform|contracts|kernel)') },
    },
    {
      name: 'apps-never-import-apps',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'modules-meet-at-their-door',
      comment: 'Within an app import <module>/index.js or <module>/<module>.module.js, never another file of it.',
      severity: 'error',
      from: { path: `^apps/(${modularApps})/src/([^/]+)/`, pathNot: `${production}|/migrations/` },
      to: {
        path: '^apps/$1/src/[^/]+/',
        pathNot: ['^apps/$1/src/$2/', '^apps/$1/src/([^/]+)/(index|\\1\\.module)\\.ts$', '/testing/'],
      },
    },
    ...upwardImports,
    { name: 'libs-never-import-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'the-simulator-is-a-stranger',
      comment: 'It must speak the provider protocol, not our code.',
      severity: 'error',
      from: { path: '^apps/carrier-simulator/' },
      to: { path: '^libs/', pathNot: lib('(kernel|platform/(config|telemetry))') },
    },
    {
      name: 'no-test-code-in-production',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: `${production}|^libs/testkit/` },
      to: { path: `^libs/testkit/|${production}` },
    },
    { name: 'only-known-packages', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'projects-meet-at-their-door',
      comment:
        'Import @ringdown/<lib>, never a file inside it. Timers have a door of their own: only a service that has some loads BullMQ.',
      severity: 'error',
      from: { path: '^(apps/[^/]+|libs/(?:domain|platform)/[^/]+|libs/[^/]+)/' },
      to: {
        path: '^libs/.+/src/',
        pathNot: ['^$1/', '^libs/.+/src/index\\.ts$', '^libs/platform/timers/src/timers\\.ts$'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|tests/workspace/canary' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
    },
  },
};
