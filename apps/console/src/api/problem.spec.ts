import { readProblem } from './problem.js';

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
