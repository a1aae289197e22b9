import { rulesCaution, timeZoneRules } from '@ringdown/domain-oncall';
import { LOGGER, Readiness, type ServiceDefinition } from '@ringdown/platform-http';
import { DeadLetters } from '@ringdown/platform-messaging';
import { BoundedPool } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep, Timers } from '@ringdown/platform-timers';
import { AppModule } from './app.module.js';
import { CallDeadlines } from './calls/call-deadlines.js';
import { StartupCheck } from './calls/startup-check.js';
import type { callTimers } from './calls/call-effects.js';
import { CallJournal } from './calls/call-journal.js';
import { CallJournalDrain } from './calls/call-journal-drain.js';
import { callJournalConsumer, StepWriter } from './calls/step-writer.js';
import { LiveCalls } from './calls/live-calls.js';
import { CallLogService } from './call-log/call-log.service.js';
import { RecordingRetention } from './recordings/recording-retention.js';
import { RecordingsService } from './recordings/recordings.service.js';
import { CallDefectRepository } from './calls/call-defects.js';
import { FallbackPublisher } from './fallback/fallback-publisher.js';
import { CreateCall1795219200000 } from './migrations/1795219200000-create-call.js';
import { IndexLiveCalls1795392000000 } from './migrations/1795392000000-index-live-calls.js';
import { CreateRecordingRemoval1795478500000 } from './migrations/1795478500000-create-recording-removal.js';
import { KeepDeletedCallsOut1795478501000 } from './migrations/1795478501000-keep-deleted-calls-out.js';
import { KnowCallerAddresses1795824000000 } from './migrations/1795824000000-know-caller-addresses.js';
import { CreateCallDefect1795910400000 } from './migrations/1795910400000-create-call-defect.js';
import { KnowChosenIncidents1795478502000 } from './migrations/1795478502000-know-chosen-incidents.js';
import { CreateDeadLetter1796083200000 } from './migrations/1796083200000-create-dead-letter.js';
import { RenameBusyUser1796169600000 } from './migrations/1796169600000-rename-busy-user.js';
import { refuseOtherMethods } from './webhooks/provider-methods.js';

/**
 * Deadlines start so long after the process: the proxy first brings what providers reported meanwhile, since it asks again every
 * second, and a pick-up that came in time is not to lose to a ring time that ended while nobody was there.
 */
const heldReportsMs = 1500;

export const callRoutingDefinition: ServiceDefinition = {
  name: 'call-routing',
  port: 3002,
  module: AppModule,
  schema: 'call_routing',
  about: { timeZoneRules, runtimeTimeZoneRules: process.versions['tz'] ?? 'unknown' },
  cautions: [rulesCaution(process.versions['tz'])].flatMap((caution) =>
    caution ? [`${caution.text} ${caution.fix}`] : [],
  ),
  migrations: [
    CreateCall1795219200000,
    IndexLiveCalls1795392000000,
    CreateRecordingRemoval1795478500000,
    KeepDeletedCallsOut1795478501000,
    KnowChosenIncidents1795478502000,
    KnowCallerAddresses1795824000000,
    CreateCallDefect1795910400000,
    CreateDeadLetter1796083200000,
    RenameBusyUser1796169600000,
  ],
  mirrors: ['line', 'provider-account', 'user', 'schedule', 'contact', 'audio', 'test-mode', 'settings'],
  answersRpc: true,
  eventHandlers: (app) => [app.get(CallLogService).linkIncidents],
  prepareHttp: async (app) => {
    await app.get(CallJournal).open();
    refuseOtherMethods(app.getHttpAdapter().getInstance());
    // the form is kept as sent: the signature covers every field, empty and repeated ones too
    app.useBodyParser('application/x-www-form-urlencoded', {}, (_request, body, done) =>
      done(null, body.toString('utf8')),
    );
  },
  runAtOnce: (app) => {
    const timers = app.get<Timers<typeof callTimers>>(Timers);
    const deadlines = app.get(CallDeadlines);
    const live = app.get(LiveCalls);
    const fallback = app.get(FallbackPublisher);
    const logger = app.get<Logger>(LOGGER);
    const due = new Sweep({ name: 'call deadlines', everyMs: 1000, logger }, () => deadlines.sweep());
    const stale = new Sweep({ name: 'calls that ended elsewhere', everyMs: 3_600_000, logger }, () =>
      Promise.resolve(live.forgetStale(new Date())),
    );
    const check = app.get(StartupCheck);
    const left = new Sweep({ name: 'calls that were live at the start', everyMs: 500, logger }, () => check.sweep());
    const documents = new Sweep({ name: 'fallback documents', everyMs: 2000, logger }, () =>
      fallback.publish(new Date()),
    );
    const readiness = app.get(Readiness);
    const journal = app.get(CallJournal);
    readiness.add('redis', () => timers.problem && `${timers.problem}; the sweep does the timers, up to 2 s late`);
    readiness.add('journal', () => journal.problem);
    const listening = setTimeout(() => {
      timers.listen(deadlines.handlers);
      due.start();
      left.start();
    }, heldReportsMs);
    stale.start();
    documents.start();
    return async () => {
      clearTimeout(listening);
      check.stop();
      await Promise.all([due.stop(), left.stop(), stale.stop(), documents.stop()]);
      await timers.close();
    };
  },
  run: (app) => {
    const logger = app.get<Logger>(LOGGER);
    const removing = app.get(RecordingsService);
    const expiring = app.get(RecordingRetention);
    const drain = app.get(CallJournalDrain);
    const removals = new Sweep({ name: 'recordings to be deleted', everyMs: 5000, logger }, () => removing.removeDue());
    const defects = app.get(CallDefectRepository);
    const noted = new Sweep({ name: 'defects to be written down', everyMs: 60_000, logger }, () => defects.sweep());
    const retention = new Sweep({ name: 'recording retention', everyMs: 600_000, logger }, () => expiring.sweep());
    app.get(DeadLetters).serve(callJournalConsumer, app.get(StepWriter).replay);
    drain.start();
    removals.start();
    retention.start();
    noted.start();
    return async () => {
      await Promise.all([drain.stop(), removals.stop(), retention.stop(), noted.stop()]);
    };
  },
  close: async (app) => {
    await app.get(CallJournal).close();
    await app.get(BoundedPool).close();
  },
};
