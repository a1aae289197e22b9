import { rulesCaution, timeZoneRules } from '@ringdown/domain-oncall';
import type { ServiceDefinition } from '@ringdown/platform-http';
import { AppModule } from './app.module.js';
import { keepWorking } from './keep-working.js';
import {
  CreateControl1795219200000,
  CreateDeadLetter1796083200000,
  MergeAuditEntries1795946400000,
  RenameThing1796169600000,
  WidenControl1795478400000,
} from './migrations/index.js';
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
    RenameThing1796169600000,
  ],
  mirrors: [],
  prepareHttp,
  run: keepWorking,
};
