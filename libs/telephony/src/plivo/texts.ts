import { callerOf } from '../port/caller.js';
import { type ProviderDocument, speakable } from '../port/documents.js';
import { type IncomingText, noFailure, type OutgoingText, type TextStatus } from '../port/people.js';
import { type Fields, field } from '../port/reports.js';
import { plivoTextFailures } from './failures.js';
import { bare, plivoXml } from './plivo-xml.js';

const states: Readonly<Record<string, TextStatus['state']>> = {
  queued: 'accepted',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  failed: 'failed',
  undelivered: 'failed',
  rejected: 'failed',
};

/** A long text is reported part by part: each names the first part, whose id the request was answered with. */
export function readTextStatus(fields: Fields): TextStatus | null {
  const providerMessageId = field(fields, 'ParentMessageUUID') || field(fields, 'MessageUUID');
  const state = states[field(fields, 'Status').toLowerCase()];
  if (!providerMessageId || !state) return null;
  // 000 is no error
  const code = field(fields, 'ErrorCode').replace(/^0+/, '') || null;
  return { providerMessageId, state, ...(state === 'failed' ? plivoTextFailures.ofText(code) : noFailure) };
}

/** `Body` instead of `Text` where a picture came with it. */
export function readIncomingText(fields: Fields): IncomingText | null {
  const providerMessageId = field(fields, 'MessageUUID');
  const [from, to] = [field(fields, 'From'), field(fields, 'To')];
  if (!providerMessageId || !from || !to || field(fields, 'Status')) return null;
  const text = field(fields, 'Text') || field(fields, 'Body');
  return { providerMessageId, from: numberOr(from), to: numberOr(to), text, optOut: optOutOf(fields) };
}

/** Plivo writes E.164 without the plus sign; a short code has no more than six digits. */
const numberOr = (sent: string): string => callerOf(/^[1-9]\d{6,14}$/.test(sent) ? `+${sent}` : sent).number ?? sent;

function optOutOf(fields: Fields): IncomingText['optOut'] {
  const intent = field(fields, 'MessageIntent').toLowerCase();
  return intent === 'optout' ? 'stop' : intent === 'optin' ? 'start' : null;
}

export const renderText = (reply: OutgoingText | null): ProviderDocument => ({
  contentType: 'text/xml; charset=utf-8',
  body: plivoXml((xml) => {
    if (!reply) return;
    const { from, to, text, statusUrl } = reply;
    const report = statusUrl ? { callbackUrl: statusUrl, callbackMethod: 'POST' } : {};
    xml.addMessage(speakable(text), { src: bare(from), dst: bare(to), type: 'sms', ...report });
  }),
});
