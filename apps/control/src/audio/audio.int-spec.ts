import { anOrganisation } from '../testing/an-organisation.js';
import { anMp3, aWav } from '../testing/audio-bytes.js';
import { admin, type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

const pathOf = (url: unknown): string => String(url).replace('http://127.0.0.1:3000', '');
const fetched = (path: string, headers: Record<string, string> = {}) =>
  control.app.inject({ method: 'GET', url: path, headers });

it('keeps an uploaded file and plays it to everybody who knows its address', async () => {
  const { status, body } = await control.client.upload('/audio', anMp3());
  const document = { name: 'greeting.mp3', contentType: 'audio/mpeg', bytes: anMp3().length };
  expect({ status, body }).toMatchObject({ status: 201, body: document });
  expect(body['url']).toMatch(/^http:\/\/127\.0\.0\.1:3000\/audio\/[0-9a-f]{32}\.mp3$/);
  expect((await control.client.get('/audio')).body.items).toEqual([body]);
  expect((await control.client.get(`/audio/${body.id}`)).body).toEqual(body);

  const played = await fetched(pathOf(body['url']));
  expect(played.rawPayload.equals(anMp3())).toBe(true);
  expect(played.headers).toMatchObject({
    'content-type': 'audio/mpeg',
    'cache-control': 'public, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
  });
  expect((await fetched(`/audio/${'0'.repeat(32)}.mp3`)).statusCode).toBe(404);
});

it('hands out parts of it', async () => {
  const { body } = await control.client.upload('/audio', anMp3());
  const path = pathOf(body['url']);
  const part = await fetched(path, { range: 'bytes=417-419' });
  expect({ status: part.statusCode, range: part.headers['content-range'], bytes: part.rawPayload }).toEqual({
    status: 206,
    range: `bytes 417-419/${anMp3().length}`,
    bytes: anMp3().subarray(417, 420),
  });
  expect((await fetched(path, { range: 'bytes=99999-' })).statusCode).toBe(416);
});

it('gives the console its content, for those who are signed in', async () => {
  const { body } = await control.client.upload('/audio', aWav(), { name: 'greeting.wav' });
  const { headers, status } = await control.client.get(`/audio/${body.id}/content`);
  expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'audio/wav' });
  for (const path of [`/audio/${body.id}/content`, `/audio/${body.id}`, '/audio']) {
    expect((await control.client.nobody().get(path)).status).toBe(401);
  }
});

const mib = 1024 * 1024;

it('takes a file of 5 MiB, whole', async () => {
  const { status, body } = await control.client.upload('/audio', Buffer.alloc(5 * mib, anMp3()));
  expect({ status, bytes: body['bytes'] }).toEqual({ status: 201, bytes: 5 * mib });
});

it.each([5 * mib + 1, 5 * mib + 70_000, 6 * mib, 20 * mib])('never takes one of %d bytes', async (bytes) => {
  const content = Buffer.alloc(bytes, anMp3());
  for (const cutAt of [0, 1, mib, 5 * mib - 1, 5 * mib]) {
    const { status, body } = await control.client.upload('/audio', content, { cutAt });
    expect({ status, detail: body['detail'] }).toEqual({
      status: 413,
      detail: 'The file is too large: at most 5 MiB.',
    });
  }
});

it('refuses what is no audio, and what is no file', async () => {
  const { client } = control;
  const page = await client.upload('/audio', Buffer.from('<html>'));
  expect(page).toMatchObject({ status: 400, body: { errors: [{ path: 'file' }] } });
  expect(page.body['detail']).toContain('MP3, WAV or Ogg');
  expect((await client.upload('/audio', anMp3(), { field: 'attachment' })).status).toBe(400);
  expect((await client.post('/audio', { file: 'x' })).status).toBe(400);
  expect((await client.upload('/lines', anMp3())).status).toBe(415);
});

it('stays while a line plays it', async () => {
  const { client } = control;
  const { body: audio } = await client.upload('/audio', anMp3());
  const { line } = await anOrganisation(client);
  const playing = (audioId: string) => ({ ...line, messages: { welcome: { type: 'audio', audioId } } });
  const gone = await client.post('/lines', playing('audio_gone'));
  expect(gone.body['errors']).toEqual([
    { path: 'messages.welcome.audioId', message: 'Welcome: choose another: there is no audio audio_gone.' },
  ]);
  const { id } = await client.made('/lines', playing(audio.id));
  expect(await client.delete(`/audio/${audio.id}`)).toMatchObject({
    status: 409,
    body: { detail: 'greeting.mp3 is used by line "On-call hotline". Change that first.' },
  });
  const welcome = { type: 'text', text: 'Welcome.' };
  expect((await client.patch(`/lines/${id}`, { messages: { welcome } })).status).toBe(200);
  expect((await client.delete(`/audio/${audio.id}`)).status).toBe(204);
  expect((await fetched(pathOf(audio['url']))).statusCode).toBe(404);
});

it('takes an upload with a key once, and asks a browser for its token', async () => {
  const keyed = control.client.with({ 'idempotency-key': 'upload-1' });
  const [first, again] = [await keyed.upload('/audio', anMp3()), await keyed.upload('/audio', anMp3())];
  expect({ status: again.status, id: again.body.id }).toEqual({ status: 201, id: first.body.id });
  expect((await keyed.upload('/audio', aWav())).status).toBe(409);

  const signedIn = await control.client.nobody().post('/auth/login', admin);
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
  const browser = control.client.nobody().with({ cookie });
  expect((await browser.upload('/audio', anMp3())).status).toBe(403);
  const proven = browser.with({ 'x-csrf-token': String(signedIn.body['csrfToken']) });
  expect((await proven.upload('/audio', anMp3())).status).toBe(201);
});
