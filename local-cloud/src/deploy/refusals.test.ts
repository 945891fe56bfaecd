import { expect, test } from 'vitest';
import { AwsError } from '../core/errors.ts';
import { explained } from './refusals.ts';

test('what a service does not say is told beside its words', async () => {
  const refused = explained('Role could not be created', async () => {
    throw new AwsError('MalformedPolicyDocument', 'Syntax errors in policy.', {
      hint: 'It has no Statement.',
    });
  });

  await expect(refused).rejects.toMatchObject({
    what: 'Role could not be created',
    why: 'MalformedPolicyDocument: Syntax errors in policy. It has no Statement.',
  });
});
