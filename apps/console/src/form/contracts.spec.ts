import { errorsOf, newIncident, newLine, newTeam, newUser } from './contracts.js';

describe('errorsOf', () => {
  it('has nothing against what the API takes', () =>
    expect(errorsOf(newTeam, { name: 'Backend', slug: 'backend', memberIds: [] })).toEqual({}));
  it('says by field what is wrong, as the API does', () =>
    expect(errorsOf(newTeam, { name: ' ', slug: 'Back end', memberIds: [] })).toEqual({
      name: 'Name: enter a name.',
      slug: 'Short name: enter lower-case letters, digits and dashes.',
    }));
  it('finds what would not be sent', () =>
    expect(errorsOf(newIncident, { title: 'Down', integrationId: undefined })).toEqual({
      integrationId: 'Integration: choose one by its id, which begins with int_.',
    }));
  it('names a place within a list', () =>
    expect(errorsOf(newLine.partial(), { fallbacks: [{ type: 'user', id: 'user_1' }, { type: 'user' }] })).toEqual({
      'fallbacks.1.id': 'Fallback 2: enter a text; it is missing.',
    }));
  it('checks of a change only what it names', () =>
    expect(errorsOf(newLine.partial(), { enabled: false })).toEqual({}));
  it('keeps the first of several errors of a field', () =>
    expect(errorsOf(newUser, { name: 'Priya S.', email: 'priya'.repeat(50) })).toEqual({
      email: 'E-mail: enter an e-mail address, such as priya@example.com.',
    }));
});
