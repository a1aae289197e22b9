import { settingsFrom } from './settings.js';

describe('settings', () => {
  it('need nothing', () => {
    expect(settingsFrom({})).toEqual({ port: 3010, publicUrl: 'http://127.0.0.1:3010', timing: {} });
  });

  it('are read', () => {
    expect(
      settingsFrom({
        PORT: '4100',
        CARRIER_PUBLIC_URL: 'http://carrier:3010/',
        CARRIER_SPEECH_MS_PER_CHARACTER: '40',
        CARRIER_SECOND_MS: '',
      }),
    ).toEqual({ port: 4100, publicUrl: 'http://carrier:3010', timing: { speechMsPerCharacter: 40 } });
  });

  it('name the one that is malformed', () => {
    expect(() => settingsFrom({ PORT: 'many' })).toThrow('PORT has to be a number, and is "many"');
  });
});
