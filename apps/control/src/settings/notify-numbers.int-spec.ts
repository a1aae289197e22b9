import { anOrganisation } from '../testing/an-organisation.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;

beforeAll(async () => (control = await startControl()));
afterAll(() => control.stop());

it('has a card with the numbers that people are called and texted from, each once', async () => {
  const { client } = control;
  expect((await client.get('/notify-numbers.vcf')).status).toBe(404);
  const { line } = await anOrganisation(client);
  await client.made('/lines', line);
  const notifyFrom = { providerAccountId: line.providerAccountId, number: '+12245550199' };
  await client.patch('/settings', { notifyFrom });
  const { status, text, headers } = await client.get('/notify-numbers.vcf');
  expect([status, headers['content-type']]).toEqual([200, 'text/vcard; charset=utf-8']);
  expect(text.split('\r\n')).toEqual([
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:Ringdown;;;;',
    'FN:Ringdown',
    'TEL;TYPE=VOICE:+12245550199',
    `TEL;TYPE=VOICE:${line.number}`,
    'END:VCARD',
    '',
  ]);
});
