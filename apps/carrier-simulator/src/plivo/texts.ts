import { randomUUID } from 'node:crypto';
import { DocumentError } from '../documents/execution.js';
import { MalformedXml, parseXml } from '../documents/xml.js';
import type { PersonsText, SentText, TextOrder, TextProvider, TextState } from '../texts/text.js';
import { optOutWordOf } from '../texts/text-rule.js';
import type { RequestLog } from '../webhooks/request-log.js';
import type { WebAnswer } from '../webhooks/webhook-dispatcher.js';
import type { PlivoAccounts } from './accounts.js';
import { plivoTransport } from './transport.js';
import { bareNumber, fullNumber } from './wire-format.js';

/** What is wrong with an answer to a text: Plivo has no numbers for that, the simulator uses those of calls. */
const faults = { unreachable: 7011, invalid: 8011 } as const;

/** Texts as Plivo sends, reports and answers them. */
export const plivoTexts = (accounts: PlivoAccounts, log: RequestLog): TextProvider => ({
  codes: { undelivered: '80', failed: '20', optedOut: '200' },
  newId: randomUUID,
  transport: (record, accountSid) => {
    const account = accounts.accounts.get(accountSid);
    if (!account) throw new Error(`there is no account ${accountSid}`);
    return plivoTransport(record, log, account.authToken);
  },
  statusParams,
  incomingParams,
  repliesIn,
});

function statusParams(
  { sid, from, to }: SentText,
  state: TextState,
  code: string | undefined,
): Readonly<Record<string, string>> {
  return {
    From: bareNumber(from),
    To: bareNumber(to),
    MessageUUID: sid,
    ParentMessageUUID: sid,
    PartInfo: '1 of 1',
    Status: state,
    ErrorCode: code ?? (state === 'delivered' ? '000' : ''),
    Units: '1',
    TotalRate: '0.00550',
    TotalAmount: '0.00550',
    MCC: '310',
    MNC: '150',
  };
}

const intents = { stop: 'optout', start: 'optin' } as const;

function incomingParams({ sid, from, to, body }: PersonsText): Readonly<Record<string, string>> {
  const word = optOutWordOf(body);
  return {
    From: bareNumber(from),
    To: bareNumber(to),
    Type: 'sms',
    Text: body,
    MessageUUID: sid,
    MessageIntent: word ? intents[word] : '',
    PowerpackUUID: '',
    Units: '1',
    TotalRate: '0.00000',
    TotalAmount: '0.00000',
  };
}

/** Only Message may stand in the answer to a text. */
function repliesIn(answer: WebAnswer, text: PersonsText): readonly TextOrder[] {
  const { status, contentType, body, url } = answer;
  if (status < 200 || status >= 300) throw new DocumentError(faults.unreachable, `HTTP ${status} from ${url}`, url);
  if (body.trim() === '') return [];
  const refuse = (why: string): DocumentError => new DocumentError(faults.invalid, why, url);
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'text/xml' && type !== 'application/xml')
    throw refuse(`the content type is "${contentType}", not application/xml`);
  return elementsIn(body, refuse).map(({ name, attributes, text: words }) => {
    if (name !== 'Message') throw refuse(`<${name}> cannot answer a text`);
    const { src, dst, callbackUrl = '', callbackMethod } = attributes;
    if (!src || !dst) throw refuse('<Message> needs src and dst');
    if (words === '') throw refuse('<Message> has no text');
    if (callbackUrl !== '' && !URL.canParse(callbackUrl)) throw refuse(`"${callbackUrl}" is no fully qualified URL`);
    return {
      accountSid: text.accountSid,
      from: fullNumber(src),
      to: fullNumber(dst),
      body: words,
      status: { url: callbackUrl, method: callbackMethod === 'GET' ? 'GET' : 'POST' },
      headers: {},
    };
  });
}

function elementsIn(body: string, refuse: (why: string) => DocumentError) {
  try {
    return parseXml(body).children;
  } catch (error) {
    if (error instanceof MalformedXml) throw refuse(error.message);
    throw error;
  }
}
