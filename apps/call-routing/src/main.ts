import { LOGGER, Readiness, startService } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep, Timers } from '@ringdown/platform-timers';
import { AppModule } from './app.module.js';
import { CallDeadlines } from './calls/call.deadlines.js';
import type { callTimers } from './calls/call.timers.js';
import { LinkIncident } from './calls/log/link-incident.js';
import { CreateCall1795219200000 } from './migrations/1795219200000-create-call.js';

await startService({
  name: 'call-routing',
  port: 3002,
  module: AppModule,
  schema: 'call_routing',
  migrations: [CreateCall1795219200000],
  mirrors: ['line', 'provider-account', 'user', 'schedule', 'contact'],
  answersQuestions: true,
  reactions: (app) => [app.get(LinkIncident).reaction()],
  prepareHttp: (app) => {
    // the form is kept as sent: the signature covers every field, empty and repeated ones too
    app.useBodyParser('application/x-www-form-urlencoded', {}, (_request, body, done) =>
      done(null, body.toString('utf8')),
    );
  },
  run: (app) => {
    const timers = app.get<Timers<typeof callTimers>>(Timers);
    const deadlines = app.get(CallDeadlines);
    const sweep = new Sweep({ name: 'call deadlines', everyMs: 1000, logger: app.get<Logger>(LOGGER) }, () =>
      deadlines.sweep(),
    );
    app
      .get(Readiness)
      .add('redis', () => (timers.up ? null : 'Redis does not answer; the sweep does the timers, up to 2 s late'));
    timers.listen(deadlines.handlers);
    sweep.start();
    return async () => {
      await sweep.stop();
      await timers.close();
    };
  },
});
