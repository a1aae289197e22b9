import { Problem } from '../api/problem.js';
import { problemWords } from './problem-words.js';

describe('problemWords', () => {
  it('leaves out the name of the only field', () => {
    const error = { path: 'file', message: 'expected an MP3, WAV or Ogg file' };
    expect(problemWords(new Problem(400, 'Bad', `file: ${error.message}`, [error]))).toBe(
      'Expected an MP3, WAV or Ogg file',
    );
  });
  it('says the detail where no field is named', () =>
    expect(problemWords(new Problem(429, 'Too many', 'Wait 30 s.'))).toBe('Wait 30 s.'));
  it('takes any error', () => expect(problemWords(new Error('lost'))).toBe('Lost'));
});
