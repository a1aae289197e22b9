import { Injectable } from '@nestjs/common';
import { configurationRpc, incidentNote, newIncident, priority, saveCaller, severity } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { RpcClient } from '@ringdown/platform-messaging';
import { z } from 'zod';
import { type Asker, mayAct, onlyLooks } from './asker.js';
import type { ViewSubmission } from './interaction.js';
import { type Form, inputName } from './modals.js';
import { refusalOf } from './refusal-words.js';
import { type Answer, type Piece, sentence } from './slack-answer.js';
import { SlackIncidents } from './slack-incidents.js';

/** What came of a form: sentences at its fields, by their block ids, or what the person is told (null: nothing). Plain data. */
export type Submitted =
  | { readonly type: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly type: 'done'; readonly answer: Answer | null };

type Values = ViewSubmission['view']['state']['values'];

const incidentOfCall = z.object({
  title: newIncident.shape.title.nullable(),
  integrationId: newIncident.shape.integrationId,
  priority: priority.nullable(),
  severity: severity.nullable(),
});

/** The block where a fault is shown that belongs to no field. */
const firstBlock: Readonly<Record<Form, string>> = {
  'add-note': 'note',
  'create-incident': 'title',
  'link-incident': 'number',
  'save-caller': 'name',
};

/** What the forms do that buttons show. */
@Injectable()
export class Submissions {
  constructor(
    private readonly incidents: SlackIncidents,
    private readonly rpc: RpcClient,
  ) {}

  /** `about`: the id of the call or incident. @throws only what nobody foresaw. */
  async submit(form: Form, about: string, values: Values, asker: Asker): Promise<Submitted> {
    const block = firstBlock[form];
    if (!mayAct(asker)) return { type: 'errors', errors: { [block]: onlyLooks } };
    try {
      return await this.carryOut(form, about, fieldsOf(values), asker);
    } catch (error) {
      return faultsOf(error, values, block);
    }
  }

  private carryOut(form: Form, about: string, fields: Fields, asker: Asker): Promise<Submitted> {
    switch (form) {
      case 'add-note':
        return this.note(about, fields, asker);
      case 'create-incident':
        return this.create(about, fields, asker);
      case 'link-incident':
        return this.link(about, fields, asker);
      case 'save-caller':
        return this.save(about, fields, asker);
    }
  }

  private async note(incidentId: string, fields: Fields, { user }: Asker): Promise<Submitted> {
    const text = incidentNote.shape.text.safeParse(fields['note'] ?? '');
    if (!text.success) return errorAt('note', text.error.issues[0]?.message);
    await this.incidents.note(incidentId, text.data, user);
    return { type: 'done', answer: null };
  }

  private async create(callId: string, fields: Fields, { user }: Asker): Promise<Submitted> {
    const chosen = incidentOfCall.parse({ ...fields, title: fields['title']?.trim() || null });
    const given = Object.entries(chosen).filter(([, value]) => value !== null);
    const opened = await this.incidents.openForCall(
      callId,
      { integrationId: chosen.integrationId, ...Object.fromEntries(given) },
      user,
    );
    return told(this.named(opened), ' is opened for this call.');
  }

  private async link(callId: string, fields: Fields, { user }: Asker): Promise<Submitted> {
    const typed = fields['number']?.replace(/^\s*#?\s*/, '').trim() ?? '';
    if (typed !== '' && !/^\d{1,9}$/.test(typed)) return errorAt('number', 'Enter a number, such as 142.');
    const incident = typed === '' ? { id: fields['incidentId'] } : await this.incidents.numbered(Number(typed));
    if ('lines' in incident) return errorAt('number', `There is no incident #${typed}.`);
    if (!incident.id) return errorAt('number', 'Choose an incident, or enter its number.');
    const linked = await this.incidents.linkCall(callId, incident.id, user);
    return told('This call belongs to ', this.named(linked), ' now.');
  }

  private async save(callId: string, fields: Fields, { user }: Asker): Promise<Submitted> {
    const named = saveCaller.shape.name.safeParse(fields['name'] ?? '');
    if (!named.success) return errorAt('name', named.error.issues[0]?.message);
    const { caller } = await this.incidents.call(callId);
    if (!caller.number) return errorAt('name', 'This caller sent no number that could be saved.');
    const saved = await this.rpc.request(configurationRpc.saveContact, {
      userId: user.id,
      phone: caller.number,
      name: named.data,
    });
    return told(`${caller.number} is saved as ${saved.name}.`);
  }

  private named({ id, number }: { readonly id: string; readonly number: number }) {
    return { link: `#${number}`, url: this.incidents.incidentUrl(id) };
  }
}

type Fields = Readonly<Record<string, string | null>>;

const fieldsOf = (values: Values): Fields =>
  Object.fromEntries(Object.entries(values).map(([block, inputs]) => [block, inputs[inputName] ?? null]));

const told = (...pieces: readonly Piece[]): Submitted => ({ type: 'done', answer: sentence(...pieces) });

const errorAt = (block: string, message: string | undefined): Submitted => ({
  type: 'errors',
  errors: { [block]: sentenceCase(message ?? 'This cannot be taken.') },
});

const sentenceCase = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Faults of fields stand at the fields, all others at `block`. @throws what nobody foresaw. */
function faultsOf(error: unknown, values: Values, block: string): Submitted {
  const faults =
    error instanceof z.ZodError
      ? error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
      : error instanceof DomainError && error.kind === 'invalid'
        ? error.errors
        : [];
  if (faults.length > 0) {
    const at = faults.map(({ path, message }) => [path in values ? path : block, sentenceCase(message)]);
    return { type: 'errors', errors: Object.fromEntries(at) as Record<string, string> };
  }
  const refusal = refusalOf(error);
  if (refusal === null) throw error;
  return { type: 'errors', errors: { [block]: refusal } };
}
