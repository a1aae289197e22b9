import { PlivoWorld } from '../testing/plivo-world.js';
import { caller, line, storyOf } from '../testing/twilio-world.js';

const world = new PlivoWorld();
const { customer } = world;
const bare = (number: string): string => number.slice(1);
const at = (path: string): Readonly<Record<string, string>> | undefined => customer.requestsTo(path)[0]?.params;

beforeAll(() => world.start());
beforeEach(() => {
  world.reset();
  customer
    .on('/after', '<Speak>Thanks</Speak><Hangup/>')
    .on('/rec', '')
    .on('/text', '')
    .on('/keys', '<Speak>Keys</Speak>');
});
afterAll(() => customer.stop());

describe('Record', () => {
  const message = (attributes = ''): string =>
    `<Record action="${customer.url}/after" maxLength="120" timeout="10" callbackUrl="${customer.url}/rec" ${attributes}/>`;

  it('takes a message, requests its action, and reports the file later', async () => {
    customer.on('/answer', message());
    const call = await world.call({ caller: { message: { seconds: 14, endedBy: '#' } } });
    const recording = [...world.simulator.plivo.recordings.values()].at(-1);
    const fields = {
      RecordingID: recording?.sid,
      RecordUrl: recording?.url,
      RecordingDuration: '14',
      RecordingDurationMs: '14000',
    };
    expect(at('/after')).toMatchObject({
      ...fields,
      CallUUID: call.record.callSid,
      CallStatus: 'in-progress',
      Digits: '#',
    });
    expect(at('/rec')).toMatchObject({ ...fields, Event: 'RecordStop', From: bare(caller), To: bare(line) });
    expect(at('/rec')).not.toHaveProperty('Digits');
    expect(storyOf(call)).toContain('caller hears: "Thanks"');
  });

  it('requests its action for a caller who has hung up, and executes nothing of it', async () => {
    customer.on('/answer', message());
    const call = await world.call({ caller: { message: { seconds: 4, endedBy: 'hangup' } } });
    expect(at('/after')).toMatchObject({ CallStatus: 'completed' });
    // the caller hangs up by the clock, which a busy machine keeps late
    const seconds = Number(at('/after')?.['RecordingDuration']);
    expect([seconds >= 4, seconds < 60]).toEqual([true, true]);
    expect(storyOf(call)).not.toContain('caller hears: "Thanks"');
  });

  it('is no longer than a minute unless `maxLength` says so', async () => {
    customer.on('/answer', `<Record action="${customer.url}/after"/>`);
    await world.call({ caller: { message: { seconds: 500, endedBy: 'hangup' } } });
    expect(at('/after')).toMatchObject({ RecordingDuration: '60', CallStatus: 'in-progress' });
  });

  it('knows of nothing where nothing was said', async () => {
    customer.on('/answer', message());
    const call = await world.call({ caller: { message: null } });
    expect(at('/after')).toMatchObject({ RecordingDuration: '0', RecordUrl: '', RecordingID: '' });
    expect(customer.requestsTo('/rec')).toEqual([]);
    expect(storyOf(call)).toContain('caller says nothing');
  });

  it('records the session from there on, says -1 first, and goes on', async () => {
    customer.on(
      '/answer',
      `<Record recordSession="true" redirect="false" maxLength="14400" action="${customer.url}/after" callbackUrl="${customer.url}/rec"/><Wait length="3"/>`,
    );
    await world.call();
    expect(at('/after')).toMatchObject({ RecordingDuration: '-1', RecordingDurationMs: '-1' });
    expect(Number(at('/rec')?.['RecordingDuration'])).toBeGreaterThanOrEqual(3);
  });

  it('never reports a recording that is absent', async () => {
    customer.on('/answer', message());
    await world.call({ recording: { absent: true } });
    expect(customer.requestsTo('/after')).toHaveLength(1);
    expect(customer.requestsTo('/rec')).toEqual([]);
  });

  it('sends the transcript, in fields of another fashion, after the file', async () => {
    customer.on('/answer', message(`transcriptionType="auto" transcriptionUrl="${customer.url}/text"`));
    const call = await world.call({ caller: { message: { seconds: 5, endedBy: '#', text: 'The server is down' } } });
    expect(at('/text')).toMatchObject({
      transcription: 'The server is down',
      duration: '5',
      call_uuid: call.record.callSid,
      recording_id: at('/rec')?.['RecordingID'],
      error: '',
    });
    expect(customer.requests.map(({ path }) => path)).toEqual(['/answer', '/after', '/rec', '/text']);
  });

  it('says that there is no transcript of a message that is too short', async () => {
    customer.on('/answer', message(`transcriptionUrl="${customer.url}/text"`));
    await world.call({ caller: { message: { seconds: 1, endedBy: '#', text: 'Hm' } } });
    expect(at('/text')).toMatchObject({ transcription: '', error: 'transcription failed' });
  });
});

describe('Speak', () => {
  it.each(['WOMAN', 'MAN', 'Polly.Joanna', 'Polly.Joanna-Neural'])('has the voice %s', async (voice) => {
    customer.on('/answer', `<Speak voice="${voice}" language="en-US">Hi</Speak>`);
    const call = await world.call();
    expect(storyOf(call)).toContain('caller hears: "Hi"');
    expect(call.record.faults).toEqual([]);
  });

  it('reads marks with a Polly voice', async () => {
    customer.on(
      '/answer',
      '<Speak voice="Polly.Joanna">From <say-as interpret-as="telephone">+14156040016</say-as></Speak>',
    );
    expect(storyOf(await world.call())).toContain('caller hears: "From +14156040016"');
  });
});

describe('Play', () => {
  it('fetches the file and logs that it was heard', async () => {
    customer.on(
      '/welcome.mp3',
      (_heard, response) => void response.writeHead(200, { 'content-type': 'audio/mpeg' }).end('x'),
    );
    customer.on('/answer', `<Play>${customer.url}/welcome.mp3</Play>`);
    const call = await world.call();
    expect(customer.requestsTo('/welcome.mp3')[0]?.method).toBe('GET');
    expect(storyOf(call)).toContain(`caller hears: played ${customer.url}/welcome.mp3`);
    expect(call.record.faults).toEqual([]);
  });

  it('skips one that cannot be fetched, and records a fault of its document', async () => {
    customer.on('/answer', `<Play>${customer.url}/none.mp3</Play><Speak>Below</Speak>`);
    const call = await world.call();
    expect(call.record.faults).toMatchObject([
      { code: 8011, fatal: false, message: expect.stringContaining('HTTP 404') },
    ]);
    expect(storyOf(call)).toContain('caller hears: "Below"');
  });
});

describe.each([
  ['GetInput', 'executionTimeout="5"', { InputType: 'dtmf' }],
  ['GetDigits', 'timeout="5"', {}],
])('%s', (name, attributes, fields) => {
  beforeEach(() =>
    customer.on(
      '/answer',
      `<${name} action="${customer.url}/keys" numDigits="1" ${attributes}><Speak>Press a key</Speak></${name}><Speak>Nothing</Speak>`,
    ),
  );

  it('collects keys for its action', async () => {
    const call = await world.call({ caller: { keys: ['4'], pressAfterMs: 5 } });
    expect(at('/keys')).toMatchObject({ Digits: '4', ...fields });
    expect(storyOf(call)).toContain('caller hears: "Keys"');
  });

  it('goes on below without any', async () => {
    const call = await world.call();
    expect(customer.requestsTo('/keys')).toEqual([]);
    expect(storyOf(call)).toContain('caller hears: "Nothing"');
  });
});
