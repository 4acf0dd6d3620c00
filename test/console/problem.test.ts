import { expect, it } from 'vitest';
import { ProblemError } from '../../web/console/app/problem.ts';

const refused = (...errors: { field: string; message: string }[]) => new ProblemError(400, { detail: 'no', errors });

it('says at a field what was said of it, of a part of it or of one in its list', () => {
  const problem = refused(
    { field: 'body.rows.0.day', message: 'has not come yet' },
    { field: 'body.filter.source', message: 'is too long' },
    { field: 'body.recipients.1', message: 'is not an e-mail address' },
    { field: 'body.recipients.3', message: 'is no active user of yours' },
  );
  expect(problem.of('rows.0.day')).toBe('has not come yet');
  expect(problem.of('day')).toBeUndefined();
  expect(problem.of('filter')).toBe('is too long');
  expect(problem.of('recipients')).toBe('No. 2: is not an e-mail address. No. 4: is no active user of yours');
  expect(problem.of('name')).toBeUndefined();
  expect(refused({ field: 'query.areaCode', message: 'is not one' }).of('areaCode')).toBe('is not one');
});

it('knows when somebody else was faster', () => {
  expect(new ProblemError(412, { detail: 'it was changed' }).isStale).toBe(true);
  expect(new ProblemError(409, undefined).isStale).toBe(false);
});
