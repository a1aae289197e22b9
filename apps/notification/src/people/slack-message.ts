import type { ChatAction, ChatMessage } from '@ringdown/chat';
import { type IncidentBrief, isIncident, type Notice } from './person-messages.js';

/** What a person reads as a direct message. `asksForAnswer`: they can act on it there; `url`: where the console shows it. */
export function slackOf(
  said: Notice,
  { url, asksForAnswer, at }: { readonly url: string; readonly asksForAnswer: boolean; readonly at: Date },
): ChatMessage {
  const plain = { steps: null, quote: null, callBack: null, at } as const;
  if (!isIncident(said)) {
    const { title, text } = said;
    const fields = [{ label: 'What', value: text }];
    return { ...plain, title, tone: 'neutral', fields, actions: [], link: { text: 'Open Ringdown', url } };
  }
  return {
    ...plain,
    title: titleOf(said),
    tone: said.resolvedBy === null ? 'alarm' : 'good',
    fields: [
      ...(said.source ? [{ label: 'Source', value: said.source }] : []),
      { label: 'Why you', value: said.because },
    ],
    actions: said.resolvedBy === null && asksForAnswer ? actionsOn(said) : [],
    link: { text: 'Open the incident', url },
  };
}

function titleOf({ number, title, severity, priority, resolvedBy, madeResponder }: IncidentBrief): string {
  const shown = title || '(no title)';
  if (resolvedBy !== null) return `#${number} resolved by ${resolvedBy}: ${shown}`;
  const rating = [severity, priority].filter(Boolean).join(' ');
  return [...(madeResponder ? ['You were added to'] : []), `#${number}`, rating, shown].filter(Boolean).join(' ');
}

/** Acknowledging can be taken back, the others call somebody or end it: they are asked about. */
function actionsOn({ id: about, number }: IncidentBrief): ChatAction[] {
  const url = null;
  return [
    { kind: 'acknowledge', text: 'Acknowledge', about, style: 'primary', confirm: null, url },
    { kind: 'escalate', text: 'Escalate', about, style: null, confirm: `Escalate #${number} to the next step?`, url },
    { kind: 'resolve', text: 'Resolve', about, style: 'danger', confirm: `Resolve #${number}?`, url },
  ];
}
