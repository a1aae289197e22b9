import { lineMessage } from '@ringdown/contracts';
import { languages, voicesOf } from './voices.js';

describe('voices', () => {
  it.each(languages)('of %s are taken by the API', (language) => {
    expect(voicesOf(language)).not.toHaveLength(0);
    for (const voice of voicesOf(language)) {
      expect(lineMessage.safeParse({ type: 'text', text: 'Hello', language, voice }).success).toBe(true);
    }
  });
  it('are all offered for a language that is not listed', () => expect(voicesOf('xx')).toContain('Polly.Joanna'));
});
