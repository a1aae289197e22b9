import { DocumentError } from '../documents/execution.js';
import type { PersonsText, SentText, TextOrder, TextProvider, TextState } from '../texts/text.js';
import type { RequestLog } from '../webhooks/request-log.js';
import type { WebAnswer } from '../webhooks/webhook-dispatcher.js';
import type { TwilioAccounts } from './accounts.js';
import { parseDocument } from './document-runner.js';
import { twilioTransport } from './transport.js';
import { resolveUrl } from './verb.js';
import { newSid, placeOf } from './wire-format.js';

/** Texts as Twilio sends, reports and answers them. */
export const twilioTexts = (accounts: TwilioAccounts, log: RequestLog): TextProvider => ({
  codes: { undelivered: '30003', failed: '30008', optedOut: '21610' },
  newId: () => newSid('SM'),
  transport: (record, accountSid) => {
    const account = accounts.accounts.get(accountSid);
    if (!account) throw new Error(`there is no account ${accountSid}`);
    return twilioTransport(record, log, account);
  },
  statusParams,
  incomingParams,
  repliesIn,
});

function statusParams(
  { sid, accountSid, from, to }: SentText,
  state: TextState,
  code: string | undefined,
): Readonly<Record<string, string>> {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    From: from,
    To: to,
    MessageSid: sid,
    SmsSid: sid,
    MessageStatus: state,
    SmsStatus: state,
    ...(code === undefined ? {} : { ErrorCode: code }),
  };
}

const incomingParams = ({ sid, accountSid, from, to, body }: PersonsText): Readonly<Record<string, string>> => ({
  AccountSid: accountSid,
  ApiVersion: '2010-04-01',
  Body: body,
  From: from,
  To: to,
  ...placeOf('From', from),
  ...placeOf('To', to),
  MessageSid: sid,
  SmsMessageSid: sid,
  SmsSid: sid,
  SmsStatus: 'received',
  NumMedia: '0',
  NumSegments: '1',
});

/** An answer may be empty, or a plain text, which is sent as it is. */
function repliesIn({ status, contentType, body, url }: WebAnswer, text: PersonsText): readonly TextOrder[] {
  if (status < 200 || status >= 300) throw new DocumentError(11200, `HTTP ${status} from ${url}`, url);
  if (status === 204 || body.trim() === '') return [];
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/plain') return [replyTo(text, body)];
  if (!['text/xml', 'application/xml', 'text/html'].includes(type))
    throw new DocumentError(12300, `the content type is "${contentType}", not text/xml`, url);
  return parseDocument(body, url).children.map((element) => {
    if (element.name !== 'Message') throw new DocumentError(12200, `<${element.name}> cannot answer a text`, url);
    const { to = text.from, from = text.to, action = '', method } = element.attributes;
    if (element.text === '') throw new DocumentError(14103, '<Message> has no body', url);
    const report = {
      url: action === '' ? '' : resolveUrl(action, url),
      method: method === 'GET' ? 'GET' : 'POST',
    } as const;
    return { ...replyTo(text, element.text), from, to, status: report };
  });
}

const replyTo = ({ accountSid, from, to }: PersonsText, body: string): TextOrder => ({
  accountSid,
  from: to,
  to: from,
  body,
  status: { url: '', method: 'POST' },
  headers: {},
});
