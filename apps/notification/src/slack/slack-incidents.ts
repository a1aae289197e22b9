import { Injectable } from '@nestjs/common';
import {
  type Call,
  callRpc,
  configurationRpc,
  type ConfigDocument,
  type Incident,
  incidentRpc,
  type Priority,
  type Severity,
} from '@ringdown/contracts';
import { type AnswerVerb, incidentMeant } from '@ringdown/domain-incidents';
import { ConfigMirror, RpcClient } from '@ringdown/platform-messaging';
import { ActLinks, IncidentActs } from '../links/index.js';
import { sentence, type Answer } from './slack-answer.js';
import type { Choice } from './modals.js';

type User = ConfigDocument<'user'>;

/** How it came about, for the timeline of the incident. */
const because = 'in Slack';
const listed = 50;

interface CallIncident {
  readonly title?: string;
  readonly integrationId: string;
  readonly priority?: Priority;
  readonly severity?: Severity;
}

const done: Readonly<Record<AnswerVerb, string>> = {
  acknowledge: 'is acknowledged',
  escalate: 'is escalated',
  resolve: 'is resolved',
};

/** Incidents and calls as people in Slack see and change them; the services that own them do it. */
@Injectable()
export class SlackIncidents {
  constructor(
    private readonly rpc: RpcClient,
    private readonly acts: IncidentActs,
    private readonly mirror: ConfigMirror,
    private readonly links: ActLinks,
  ) {}

  /** @throws DomainError `not-found`, `unavailable`. */
  incident(id: string): Promise<Incident> {
    return this.rpc.request(incidentRpc.get, { id });
  }

  /** @throws DomainError `not-found`, `unavailable`. */
  call(id: string): Promise<Call> {
    return this.rpc.request(callRpc.get, { id });
  }

  incidentUrl(id: string): string {
    return this.links.incidentUrl(id);
  }

  /** The newest first. @throws DomainError `unavailable`. */
  async open(statuses: readonly ('triggered' | 'acknowledged')[]): Promise<readonly Incident[]> {
    const pages = await Promise.all(
      statuses.map((status) => this.rpc.request(incidentRpc.list, { status, limit: listed })),
    );
    return pages.flatMap(({ items }) => items).toSorted((a, b) => b.number - a.number);
  }

  /** Acts on the incident with this number, or on the only one that may be meant, and says what came of it. @throws DomainError `unavailable`. */
  async act(verb: AnswerVerb, number: number | null, user: User): Promise<Answer> {
    const meant = number === null ? await this.onlyOpen(verb) : await this.numbered(number);
    if ('lines' in meant) return meant;
    const result = await this.acts.act(verb, meant.id, user, because);
    const name = { link: `#${meant.number}`, url: this.links.incidentUrl(meant.id) };
    if (result.type === 'done') return sentence(name, ` ${done[verb]}.`);
    if (result.type === 'refused') return sentence(name, `: ${result.reason}`);
    return sentence(name, ': this could not be done right now. Try it again in a minute.');
  }

  /** An answer where there is none. @throws DomainError `unavailable`. */
  async numbered(number: number): Promise<{ readonly id: string; readonly number: number } | Answer> {
    const [incident] = await this.acts.brief({ numbers: [number] });
    return incident ?? sentence(`There is no incident #${number}.`);
  }

  /** @throws DomainError `not-found`, `unavailable`. */
  async note(id: string, text: string, { id: userId, name }: User): Promise<void> {
    await this.rpc.request(incidentRpc.note, { id, by: { type: 'user', id: userId, name }, because, note: { text } });
  }

  /** Opens one by hand. @throws DomainError `unavailable`. */
  declare(title: string, integrationId: string, { id, name }: User): Promise<Incident> {
    return this.rpc.request(incidentRpc.open, { title, integrationId, by: { type: 'user', id, name } });
  }

  /** @throws DomainError `forbidden`, `invalid`, `conflict`, `unavailable`. */
  openForCall(callId: string, chosen: CallIncident, { id: userId }: User): Promise<{ id: string; number: number }> {
    return this.rpc.request(configurationRpc.openForCall, { userId, callId, chosen });
  }

  /** @throws DomainError `forbidden`, `not-found`, `unavailable`. */
  linkCall(callId: string, incidentId: string, { id: userId }: User): Promise<{ id: string; number: number }> {
    return this.rpc.request(configurationRpc.linkCall, { userId, callId, incidentId });
  }

  /** Under which an incident can be opened: first the one of this line, that of the settings, or the first by name. */
  integrations(lineId: string | null): readonly Choice[] {
    const all = this.mirror.all('integration').toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
    const wanted = [
      lineId === null ? null : this.mirror.get('line', lineId)?.incident.integrationId,
      this.mirror.get('settings', 'organisation')?.manualIntegrationId,
    ];
    const first = wanted.flatMap((id) => all.find((one) => one.id === id) ?? [])[0];
    const inOrder = first ? [first, ...all.filter((one) => one !== first)] : all;
    return inOrder.map(({ id, name }) => ({ id, name }));
  }

  private async onlyOpen(verb: AnswerVerb): Promise<{ readonly id: string; readonly number: number } | Answer> {
    const open = await this.open(verb === 'resolve' ? ['triggered', 'acknowledged'] : ['triggered']);
    const meant = incidentMeant(verb, open);
    if (meant.type === 'act') return meant.incident;
    if (meant.type === 'none') return sentence('There is no incident that this could be done to.');
    const numbers = meant.numbers.slice(0, 10).map((number) => `#${number}`);
    return sentence(`Which one? ${numbers.join(', ')}. Write its number too.`);
  }
}
