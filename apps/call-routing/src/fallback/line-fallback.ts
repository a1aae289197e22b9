import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { unknownCaller } from '@ringdown/domain-calls';
import {
  type FallbackScript,
  type FallbackStep,
  lastResortWords,
  type StaticDocument,
  type TelephonyProvider,
} from '@ringdown/telephony';
import { CallDefectRepository, MetDefects } from '../calls/index.js';
import { CallPlanner, type RescueResponder, RescueResponders } from '../routing/index.js';
import { fallbackScript } from './fallback-script.js';

type Line = ConfigDocument<'line'>;

interface PreparedFallback {
  /** Equal for equal documents. */
  readonly content: string;
  /** Never throws. `base` is the line's fallback URL. */
  render(base: string): readonly StaticDocument[];
}

/**
 * The static documents of a line, whatever fails: by the decisions of the live path; else by who can be determined without them; else
 * constant text that takes a message. The caller is served by the reverse proxy alone then, and there is nobody left to try again.
 */
@Injectable()
export class LineFallback {
  constructor(
    private readonly planner: CallPlanner,
    private readonly responders: RescueResponders,
    private readonly defects: CallDefectRepository,
  ) {}

  prepare(line: Line, provider: TelephonyProvider, at: Date): PreparedFallback {
    const met = new MetDefects();
    const script = met.determine(
      'The fallback documents could not be decided as calls are',
      () => this.script(line, provider, at, met),
      null,
    );
    const rescue = script ?? this.rescueScript(line, at);
    return {
      content: JSON.stringify(rescue),
      render: (base) => this.rendered(line, provider, { rescue, met, at, base }),
    };
  }

  private rendered(
    line: Line,
    provider: TelephonyProvider,
    { rescue, met, at, base }: { rescue: FallbackScript; met: MetDefects; at: Date; base: string },
  ): readonly StaticDocument[] {
    const failed = 'The fallback documents could not be rendered';
    const documents =
      met.determine(failed, () => fallbackDocuments(provider, rescue, base), null) ??
      met.determine(failed, () => fallbackDocuments(provider, this.rescueScript(line, at), base), null) ??
      this.lastResort(line, provider, at, base);
    if (met.sentences.length > 0)
      void this.defects.note({ callId: null, lineId: line.id, defects: [...new Set(met.sentences)] });
    return documents;
  }

  private script(line: Line, provider: TelephonyProvider, at: Date, met: MetDefects): FallbackScript {
    const { plan, setup, test, defects } = this.planner.plan(line, at, null);
    met.sentences.push(...defects);
    const admission = line.enabled
      ? { kind: 'ring' as const }
      : { kind: 'refuse' as const, refusal: 'line_disabled' as const };
    return fallbackScript({ ...noCall(line, provider), test, setup }, plan, admission);
  }

  private rescueScript(line: Line, at: Date): FallbackScript {
    const responders = this.respondersOf(line, at);
    return {
      lineNumber: line.number,
      steps: [
        ...responders.map((responder, n) => ({
          name: nameAfter(responders, n),
          says: [],
          then: ringOf(line, responder),
        })),
        {
          name: nameAfter(responders, responders.length),
          says: [{ parts: [{ text: sorry }], ...like }],
          then: { kind: 'record' },
        },
        { name: 'recorded', says: [], then: { kind: 'hang-up' } },
      ],
      ask: responders.length > 0 ? { say: { parts: [{ text: ask }], ...like }, silenceSeconds: 10 } : null,
    };
  }

  private lastResort(line: Line, provider: TelephonyProvider, at: Date, base: string): readonly StaticDocument[] {
    const { lastResort } = provider;
    const responders = this.respondersOf(line, at);
    const message = lastResort.takeMessage(`${base}/recorded`, `${base}/recorded`);
    const rings = responders.map(({ attempt, phone: number }, n) => ({
      name: nameAfter(responders, n),
      body: lastResort.ring({
        number,
        callerId: line.number,
        seconds: line.ringTimeoutSeconds,
        method: 'GET',
        urls: { over: `${base}/after-${attempt}`, screen: `${base}/screen`, leg: null },
      }),
    }));
    return [
      ...rings,
      ...[nameAfter(responders, responders.length), 'last'].map((name) => ({ name, body: message })),
      ...['recorded', 'over'].map((name) => ({ name, body: lastResort.hangUp })),
      { name: 'screen', body: lastResort.ask(`${base}/keys`) },
      { name: 'accepted', body: lastResort.connect },
      { name: 'passed', body: lastResort.refuse },
    ];
  }

  private respondersOf({ id }: Line, at: Date): readonly RescueResponder[] {
    return this.responders.of({ callId: 'fallback', lineId: id, attempt: 0 }, at);
  }
}

/** What the document after the first `n` responders is called. */
const nameAfter = (responders: readonly RescueResponder[], n: number): string =>
  n === 0 ? 'start' : `after-${responders[n - 1]?.attempt}`;

const { language, voice, sorry, ask } = lastResortWords;
const like = { language, voice };

const ringOf = (line: Line, { attempt, phone }: RescueResponder): FallbackStep['then'] => ({
  kind: 'ring',
  number: phone,
  seconds: line.ringTimeoutSeconds,
  timeLimitSeconds: 4 * 60 * 60,
  screeningSeconds: 20,
  attempt,
});

/** Instants count from the call's beginning: the same plan makes the same documents whenever it is looked at. */
const noCall = (line: Line, provider: TelephonyProvider) => ({
  id: 'fallback',
  lineId: line.id,
  lineName: line.name,
  lineNumber: line.number,
  provider: provider.name,
  capabilities: provider.capabilities,
  providerCallId: 'fallback',
  providerAccountId: line.providerAccountId,
  caller: unknownCaller,
  calledAt: 0,
});

/**
 * The files of one line's fallback, `base` being its fallback URL. `last` is what a caller gets who asks for a file that a
 * change of the line has taken away meanwhile: the message, or the goodbye.
 */
export function fallbackDocuments(
  provider: TelephonyProvider,
  script: FallbackScript,
  base: string,
): readonly StaticDocument[] {
  const documents = provider.renderFallback(script, base);
  const lastName = script.steps.find(({ then }) => then.kind !== 'ring')?.name;
  const last = documents.find(({ name }) => name === lastName);
  if (!last) throw new Error('a call that nobody accepts ends');
  return [...documents, { ...last, name: 'last' }];
}
