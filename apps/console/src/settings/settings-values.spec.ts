import { errorsOf, organisationSettingsChange } from '../form/contracts.js';
import { countryChoices, settingsBody, settingsValues } from './settings-values.js';

describe('countryChoices', () => {
  const choices = countryChoices('en');
  const codes = choices.map(({ value }) => value);
  it('names countries', () => expect(choices).toContainEqual({ value: 'DE', label: 'Germany (DE)' }));
  it('has them by name', () => expect(codes.indexOf('AF')).toBeLessThan(codes.indexOf('AL')));
  it.each(['EU', 'ZZ', 'UN', 'BU', 'YU', 'QQ'])('leaves out %s', (code) => expect(codes).not.toContain(code));
  it('has each once', () => expect(new Set(codes).size).toBe(codes.length));
  it('has about as many as there are', () => {
    expect(codes.length).toBeGreaterThan(230);
    expect(codes.length).toBeLessThan(265);
  });
});

const notifyLimits = { textsPerPerson: 30, callsPerPerson: 15, texts: 600, calls: 300 };
const untouched = {
  blockedPrefixes: [],
  allowedCountries: null,
  notifyFrom: null,
  notifyLimits,
  manualIntegrationId: null,
};
const chosen = {
  blockedPrefixes: ['+1900'],
  allowedCountries: ['DE'],
  notifyFrom: { providerAccountId: 'acct_01k3j5z8m4n6p7q8r9s0t1v2w3', number: '+12245550123' },
  notifyLimits: { ...notifyLimits, calls: 0 },
  manualIntegrationId: 'int_01k3j5z8m4n6p7q8r9s0t1v2w3',
};

describe('settings values', () => {
  it.each([untouched, chosen])('come back as they were: %j', (settings) =>
    expect(settingsBody(settingsValues(settings))).toEqual(settings),
  );
  it('take the marks out of what was typed', () => {
    const notifyFrom = { ...chosen.notifyFrom, number: '+1 (224) 555-0123' };
    expect(settingsBody({ ...settingsValues(chosen), blockedPrefixes: ['+1 900'], notifyFrom })).toEqual(chosen);
  });
  it('have the contract ask for a limit that was left empty', () => {
    const empty = settingsBody({ ...settingsValues(chosen), notifyLimits: { ...notifyLimits, texts: null } });
    expect(errorsOf(organisationSettingsChange, empty)).toEqual({
      'notifyLimits.texts': 'Texts to all people: enter a number.',
    });
  });
  it('do not hide half a sender from the API', () => {
    const half = settingsBody({ ...settingsValues(chosen), notifyFrom: { providerAccountId: null, number: '+1224' } });
    expect(organisationSettingsChange.safeParse(half).error?.issues[0]?.path).toEqual([
      'notifyFrom',
      'providerAccountId',
    ]);
  });
});
