import twilio from 'twilio';
import { callerOf } from '../port/caller.js';
import type { ProviderDocument } from '../port/documents.js';
import { speakable } from '../port/documents.js';
import { type IncomingText, noFailure, type OutgoingText, type TextStatus } from '../port/people.js';
import { type Fields, field } from '../port/reports.js';
import { twilioFailures } from './failures.js';

const states: Readonly<Record<string, TextStatus['state']>> = {
  accepted: 'accepted',
  scheduled: 'accepted',
  queued: 'accepted',
  sending: 'accepted',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

export function readTextStatus(fields: Fields): TextStatus | null {
  const providerMessageId = field(fields, 'MessageSid') || field(fields, 'SmsSid');
  const state = states[(field(fields, 'MessageStatus') || field(fields, 'SmsStatus')).toLowerCase()];
  if (!providerMessageId || !state) return null;
  const failure = state === 'failed' ? twilioFailures.ofText(field(fields, 'ErrorCode') || null) : noFailure;
  return { providerMessageId, state, ...failure };
}

/** An incoming text has the same id in `MessageSid`, and in no field how it stands. */
export function readIncomingText(fields: Fields): IncomingText | null {
  const providerMessageId = field(fields, 'MessageSid') || field(fields, 'SmsSid');
  const [from, to, text] = [field(fields, 'From'), field(fields, 'To'), field(fields, 'Body')];
  if (!providerMessageId || !from || !to || field(fields, 'MessageStatus')) return null;
  return { providerMessageId, from: numberOr(from), to: numberOr(to), text, optOut: optOutOf(fields) };
}

const numberOr = (sent: string): string => callerOf(sent).number ?? sent;

/** `OptOutType` is sent where the account has its own words for it (Twilio, Advanced Opt-Out). */
function optOutOf(fields: Fields): IncomingText['optOut'] {
  const told = field(fields, 'OptOutType').toLowerCase();
  return told === 'stop' || told === 'start' ? told : null;
}

export function renderText(reply: OutgoingText | null): ProviderDocument {
  const response = new twilio.twiml.MessagingResponse();
  if (reply) {
    const { from, to, text, statusUrl } = reply;
    const report = statusUrl ? { action: statusUrl, method: 'POST' } : {};
    response.message({ from, to, ...report }, speakable(text));
  }
  return { contentType: 'text/xml; charset=utf-8', body: response.toString() };
}
