import { createHmac } from 'node:crypto';
import { parse } from 'node:querystring';
import type { Fields } from '../../port/reports.js';
import type { SignedRequest } from '../../port/telephony-provider.js';
import { PlivoProvider } from '../../plivo/plivo-provider.js';
import { elementsOf, readXml } from '../read-xml.js';
import type { TelephonyRig } from '../telephony-rig.js';
import { plivoReports } from './plivo-reports.js';
import { plivoRestReplies } from './plivo-rest-replies.js';
import { plivoVectors } from './plivo-vectors.js';
import { plivoComplaints, plivoUrls, spokenPlivoXml, textXmlComplaints } from './read-plivo-xml.js';

const nonce = '05429567804466091622';

/** Names sorted, then the values of each. */
const pairs = (fields: Fields): readonly (readonly [string, string])[] =>
  Object.keys(fields)
    .sort()
    .flatMap((name) =>
      [fields[name] ?? []]
        .flat()
        .sort()
        .map((value) => [name, value] as const),
    );

function merged(one: Fields, other: Fields): Fields {
  const both = { ...one };
  for (const [name, value] of Object.entries(other)) both[name] = [both[name] ?? [], value ?? []].flat();
  return both;
}

/** Plivo's algorithm by our own hand; its pages put a dot where its SDK puts a question mark, if a POST has no query. */
function signedTexts({ url, method, fields }: Omit<SignedRequest, 'headers'>): readonly string[] {
  const { base = '', search = '' } = /^(?<base>[^?#]*)\??(?<search>[^#]*)/.exec(url)?.groups ?? {};
  const inQuery = method === 'GET' ? merged(parse(search) as Fields, fields) : (parse(search) as Fields);
  const query = pairs(inQuery)
    .map((pair) => pair.join('='))
    .join('&');
  const posted =
    method === 'GET'
      ? ''
      : pairs(fields)
          .map((pair) => pair.join(''))
          .join('');
  if (query !== '') return [`${base}?${query}${posted === '' ? '' : `.${posted}`}`];
  return posted === '' ? [base] : [`${base}?${posted}`, `${base}.${posted}`];
}

export const plivoRig: TelephonyRig = {
  open: (apiUrl) => new PlivoProvider(apiUrl),
  documents: {
    complaints: plivoComplaints,
    spoken: spokenPlivoXml,
    urls: plivoUrls,
    timeLimits: (body) => elementsOf(body, 'Dial').map(({ attributes }) => attributes['timeLimit'] ?? ''),
    matchedKeys: (body) =>
      elementsOf(body, 'Dial').flatMap(({ attributes }) => attributes['digitsMatchBLeg']?.split(',') ?? []),
    reportsRinging: () => false,
    canReportRinging: false,
    takesKeyItself: true,
    asksTimes: 2,
    questions: (body) =>
      elementsOf(body, 'GetInput').map(({ attributes, text }) => ({
        keysUrl: attributes['action'] ?? '',
        method: attributes['method'] ?? '',
        keys: attributes['numDigits'] ?? '',
        seconds: attributes['executionTimeout'] ?? '',
        spoken: text,
      })),
    keySeconds: (seconds) => `${Math.min(60, Math.max(5, seconds))}`,
    endsByHangUp: (body) => readXml(body)[0]?.children.at(-1)?.tag === 'Hangup',
    textComplaints: textXmlComplaints,
    texts: (body) =>
      elementsOf(body, 'Message').map(({ attributes: { src, dst, callbackUrl }, text }) => ({
        from: `+${src}`,
        to: `+${dst}`,
        text,
        ...(callbackUrl ? { statusUrl: callbackUrl } : {}),
      })),
  },
  signatures: {
    vectors: plivoVectors,
    header: 'x-plivo-signature-v3',
    methods: ['POST', 'GET'],
    listed: (value) => value.split(',').map((one) => one.trim()),
    signedTexts,
    sign: (request, { authToken }) => {
      const [text = ''] = signedTexts(request);
      const signature = createHmac('sha256', authToken).update(`${text}.${nonce}`, 'utf8').digest('base64');
      return { ...request, headers: { 'x-plivo-signature-v3': signature, 'x-plivo-signature-v3-nonce': nonce } };
    },
  },
  reports: plivoReports,
  rest: plivoRestReplies,
};
