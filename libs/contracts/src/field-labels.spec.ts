import { fieldSentence, labelOf } from './field-labels.js';

describe('what a field is called', () => {
  it.each([
    ['ringTimeoutSeconds', 'Ring each for'],
    ['fallbacks.1.id', 'Fallback 2'],
    ['layers.0.rotation.startsAt', 'Rotation 1, First handoff'],
    ['steps.1.delayMinutes', 'Step 2, Wait'],
    ['notify.2.type', 'Notification 3, By'],
    ['layers.1.windows.0.from', 'Rotation 2, Hours 1, From'],
    ['messages.welcome.voice', 'Welcome, voice'],
    ['channelIds.3', 'Channels'],
    ['colour', 'colour'],
  ])('%s is "%s"', (path, label) => expect(labelOf(path)).toBe(label));
});

describe('the sentence of a field', () => {
  it('names it and says what to enter', () => {
    expect(fieldSentence('name', 'enter a name')).toBe('Name: enter a name.');
    expect(fieldSentence('', 'enter an object')).toBe('Enter an object.');
  });

  it('is made once, however often it passes', () => {
    const once = fieldSentence('name', 'enter a name');
    expect(fieldSentence('name', once)).toBe(once);
  });
});
