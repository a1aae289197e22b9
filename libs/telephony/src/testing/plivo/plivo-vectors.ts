import type { Fields } from '../../port/reports.js';
import type { SignedSample } from '../telephony-rig.js';

const call = {
  CallUUID: 'c0ffee00-1111-2222-3333-444455556666',
  From: '14155550101',
  To: '12245550123',
  Direction: 'inbound',
  CallStatus: 'ringing',
  Event: 'StartApp',
};
const answer = 'https://hooks.example.com/lcr/plivo/answer';
const nonce = '12345678901234567890';

interface Vector {
  readonly method?: string;
  readonly url?: string;
  readonly fields?: Fields;
  readonly headers?: Readonly<Record<string, string>>;
}
const sample = (
  signature: string,
  { method = 'POST', url = answer, fields = call, headers = {} }: Vector,
): SignedSample => ({
  account: { accountId: 'MA00000000000000000001', authToken: '12345abcdef67890test' },
  request: {
    url,
    method,
    fields,
    headers: { 'x-plivo-signature-v3': signature, 'x-plivo-signature-v3-nonce': nonce, ...headers },
  },
});

const plain = 'KXIU294ueqP0gl9cKLF8nasGtbWhcwb+vAyPv76QgHg=';
const foreign = 'AAAA294ueqP0gl9cKLF8nasGtbWhcwb+vAyPv76QgHg=';

/** Computed with `validateV3Signature` of Plivo's SDK 4.79; the last with the separator that Plivo's pages name instead. */
export const plivoVectors: readonly SignedSample[] = [
  sample(plain, {}),
  sample('Pt7Zp8+uyn1s4ir18emFjVMHhRtfqIi9HnsWfeuw73Y=', { url: `${answer}?r=7&a=x` }),
  sample('kervUxEOBAGeq6yoptr7/ybRlGajdrxeq2pFVGFgxpY=', { method: 'GET' }),
  sample('d7jDGIPL6+R1rnnWj1JfrGBQh6LLZHleLzKs/Rhf9nA=', { fields: {} }),
  sample('gFFC9L7By3/CpvCnUx/UUJ4Il9gj3tf2aD/QUvax2GE=', { url: `${answer}?x=1`, fields: {} }),
  sample(`${foreign},${plain}`, {}),
  sample(`${plain}, ${foreign}`, {}),
  sample(foreign, { headers: { 'x-plivo-signature-ma-v3': plain } }),
  sample(plain, { url: `${answer}#rc=2` }),
  sample('v3PVVVwvteU2u0T5ULo5fBmXLV7CCFy2Hv+c65ETR4U=', {}),
];
