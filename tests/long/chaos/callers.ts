import type { Call } from '@ringdown/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { providers } from '../../acceptance/world/provider.ts';
import { api, carrier } from '../../acceptance/world/rest.ts';
import { Stations } from '../kills/stations.ts';
import type { KilledCall, SeenCall } from '../kills/killed-call.ts';
import type { Step } from '../kills/steps.ts';
import { isAnswered, isByProxyAlone, isPassedBy, judgeTold, type SeenByCaller } from './judge-calls.ts';

const stationsEach = 8;
const channels = ['slack', 'teams'] as const;
const busy = { behaviour: 'busy', answerAfterMs: 600 };
const accept = { behaviour: 'accept', talkSeconds: 3, answerAfterMs: 300 };

const script = (name: string, behaviours: readonly unknown[]): Step => ({
  name,
  at: { moment: 'welcome:1' },
  spreadMs: 0,
  people: ({ people }) => Object.fromEntries(people.map(({ phone }, i) => [phone, behaviours[i]])),
  ends: 'conversation',
});

const scripts: readonly Step[] = [
  script('nobody, then fallback 1', ['no-answer', accept, accept]),
  script('the primary', [accept, accept, accept]),
  script('voicemail', [busy, busy, busy]),
];

export interface CallVerdict {
  readonly calls: number;
  readonly unanswered: readonly string[];
  readonly passedBy: readonly string[];
  readonly told: readonly string[];
}

interface Seen extends SeenByCaller {
  readonly endless: readonly string[];
}

/** Callers at both providers, each at a line with people of its own, who call one after the other. */
export class Callers {
  private placed = 0;
  private calls: KilledCall[] = [];
  private failed: string[] = [];

  private constructor(private readonly all: readonly Stations[]) {}

  static async open(): Promise<Callers> {
    return new Callers(
      await Promise.all(providers.map((provider) => Stations.open(provider, stationsEach, [...channels]))),
    );
  }

  /** Calls every so often, for so long; resolves when the last one is placed. */
  async call(seconds: number, everySeconds: number): Promise<void> {
    this.calls = [];
    this.failed = [];
    for (let left = seconds; left > 0; left -= everySeconds) {
      const step = scripts[Math.floor(this.placed / this.all.length) % scripts.length];
      const stations = this.all[this.placed % this.all.length];
      if (!step || !stations) throw new Error('there is no script, or no provider');
      this.placed += 1;
      // a line is only built where none is free, which a fault may not let us do
      void stations.dial(step).then(
        (call) => this.calls.push(call),
        (error: unknown) => this.failed.push(`no call of ${stations.provider} could be placed: ${String(error)}`),
      );
      await sleep(everySeconds * 1000);
    }
  }

  /** What became of the calls, once all are over. */
  async verdict(): Promise<CallVerdict> {
    const over = await Promise.all(this.calls.map(async (call) => ({ call, seen: await seenByCaller(call) })));
    const all = over.map(({ seen }) => seen);
    const told = await Promise.all(over.map((one) => this.judge(one)));
    return {
      calls: this.calls.length,
      unanswered: all.filter((seen) => !isAnswered(seen)).map(({ name }) => `${name} got no answer`),
      passedBy: all.filter(isPassedBy).map(({ name }) => `${name} passed an idle primary by`),
      told: [...this.failed, ...all.flatMap(({ endless }) => endless), ...told.flat()],
    };
  }

  private async judge({ call, seen }: { call: KilledCall; seen: Seen }): Promise<readonly string[]> {
    const stations = this.all.find(({ provider }) => provider === call.station.hotline.provider);
    if (!stations) throw new Error('a call of no provider');
    const { items } = await api.get<{ items: Call[] }>(`/calls?lineId=${call.station.hotline.line.id}&limit=200`);
    const logs = items.filter(({ providerCallId }) => providerCallId === call.phoneCall.callSid);
    const counts = channels.map(async (channel) => {
      const inbox = stations.inboxes[channel];
      const { messages } = await carrier.get<{ messages: { body: unknown }[] }>(
        `/sim/messages?kind=${channel}&name=${inbox}`,
      );
      const ids = logs.map(({ id }) => `/calls/${id}`);
      const times = messages.filter(({ body }) => ids.some((id) => JSON.stringify(body).includes(id))).length;
      return [channel, times] as const;
    });
    return judgeTold({
      name: seen.name,
      logs: logs.map(({ status }) => ({ ended: status === 'ended' })),
      messages: Object.fromEntries(await Promise.all(counts)),
      byProxyAlone: isByProxyAlone(seen),
    });
  }
}

/** As far as the carrier has seen it: a call that will not end is told of, and does not keep the cell from being judged. */
async function seenByCaller({ phoneCall, station, step, over }: KilledCall): Promise<Seen> {
  const seen = await over.catch(async () => (await phoneCall.sofar()) as SeenCall);
  const name = `${station.hotline.provider} ${phoneCall.callSid} (${step.name})`;
  const story = seen.story.slice(-3).map(({ text }) => text);
  return {
    name,
    requests: seen.requests,
    rung: seen.legs.map(({ number }) => number),
    primary: station.people[0].phone,
    leftMessage: seen.story.some(({ kind, text }) => kind === 'message' && text.startsWith('caller leaves')),
    endless: seen.settled ? [] : [`${name} does not come to its end: … ${story.join(' · ')}`],
  };
}
