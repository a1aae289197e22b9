import { settingsFrom } from './settings.js';

describe('settings', () => {
  it('need nothing', () => {
    expect(settingsFrom({})).toEqual({
      port: 3010,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3010',
      timing: {},
    });
  });

  it('are read', () => {
    expect(
      settingsFrom({
        PORT: '4100',
        HOST: '0.0.0.0',
        CARRIER_PUBLIC_URL: 'http://carrier:3010/',
        CARRIER_SPEECH_MS_PER_CHARACTER: '40',
        CARRIER_SECOND_MS: '',
      }),
    ).toEqual({ port: 4100, host: '0.0.0.0', publicUrl: 'http://carrier:3010', timing: { speechMsPerCharacter: 40 } });
  });

  it('name the one that is malformed', () => {
    expect(() => settingsFrom({ PORT: 'many' })).toThrow('PORT has to be a number, and is "many"');
  });
});
