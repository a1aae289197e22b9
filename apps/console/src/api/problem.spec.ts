import { fieldPath, Problem, problemWords, readProblem, repeatsErrors } from './problem.js';

const answer = (status: number, body: string): Response => new Response(body, { status });

describe('readProblem', () => {
  it('takes title, detail and field errors from problem+json', async () => {
    const problem = await readProblem(
      answer(
        400,
        JSON.stringify({
          title: 'Bad input',
          detail: 'The line was not saved.',
          errors: [{ path: ['fallbacks', 0, 'id'], message: 'no such person' }],
        }),
      ),
    );
    expect(problem).toMatchObject({
      status: 400,
      title: 'Bad input',
      detail: 'The line was not saved.',
      errors: [{ path: 'fallbacks.0.id', message: 'no such person' }],
    });
  });

  it('makes a sentence of an answer that is not JSON', async () => {
    const problem = await readProblem(answer(502, '<html>Bad gateway</html>'));
    expect(problem).toMatchObject({ status: 502, detail: 'Status 502', errors: [] });
  });
});

describe('fieldPath', () => {
  it.each([
    ['name', 'name'],
    ['layers.0.name', 'layers.0.name'],
    ['layers[0].name', 'layers.0.name'],
    ['messages["welcome"].text', 'messages.welcome.text'],
    ['/layers/0/name', 'layers.0.name'],
    ['#/name', 'name'],
    [['layers', 0, 'name'], 'layers.0.name'],
    [undefined, ''],
  ])('reads %j as %s', (raw, path) => expect(fieldPath(raw)).toBe(path));
});

describe('repeatsErrors', () => {
  const one = [{ path: 'name', message: 'Name: enter a name.' }];
  it.each([
    ['Name: enter a name.', one, true],
    ['This number is taken.', one, false],
    ['This number is taken.', [], false],
  ])('tells whether "%s" says no more than its errors', (detail, found, expected) =>
    expect(repeatsErrors({ detail, errors: found })).toBe(expected),
  );
});

describe('problemWords', () => {
  it('says the sentence of the only field, and no more', () => {
    const error = { path: 'file', message: 'File: choose an MP3, WAV or Ogg file.' };
    expect(problemWords(new Problem(400, 'Bad', error.message, [error]))).toBe(error.message);
  });
  it('says the detail where no field is named', () =>
    expect(problemWords(new Problem(429, 'Too many', 'Wait 30 s.'))).toBe('Wait 30 s.'));
  it('takes any error', () => expect(problemWords(new Error('lost'))).toBe('Lost'));
});
