import { rulesCaution, timeZoneRules } from '@ringdown/domain-oncall';
import type { ServiceDefinition } from '@ringdown/platform-http';
import { AppModule } from './app.module.js';
import { keepWorking } from './keep-working.js';
import { CreateControl1795219200000 } from './migrations/1795219200000-create-control.js';
import { MergeAuditEntries1795946400000 } from './migrations/1795946400000-merge-audit-entries.js';
import { WidenControl1795478400000 } from './migrations/1795478400000-widen-control.js';
import { CreateDeadLetter1796083200000 } from './migrations/1796083200000-create-dead-letter.js';
import { prepareHttp } from './prepare-http.js';

export const controlDefinition: ServiceDefinition = {
  name: 'control',
  port: 3000,
  module: AppModule,
  schema: 'control',
  about: { timeZoneRules, runtimeTimeZoneRules: process.versions['tz'] ?? 'unknown' },
  cautions: [rulesCaution(process.versions['tz'])].flatMap((caution) =>
    caution ? [`${caution.text} ${caution.fix}`] : [],
  ),
  migrations: [
    CreateControl1795219200000,
    WidenControl1795478400000,
    MergeAuditEntries1795946400000,
    CreateDeadLetter1796083200000,
  ],
  mirrors: [],
  prepareHttp,
  run: keepWorking,
};
