import { Problem } from '../api/problem.js';
import { problemWords } from './problem-words.js';

describe('problemWords', () => {
  it('says the sentence of the only field, and no more', () => {
    const error = { path: 'file', message: 'File: choose an MP3, WAV or Ogg file.' };
    expect(problemWords(new Problem(400, 'Bad', error.message, [error]))).toBe(error.message);
  });
  it('says the detail where no field is named', () =>
    expect(problemWords(new Problem(429, 'Too many', 'Wait 30 s.'))).toBe('Wait 30 s.'));
  it('takes any error', () => expect(problemWords(new Error('lost'))).toBe('Lost'));
});
