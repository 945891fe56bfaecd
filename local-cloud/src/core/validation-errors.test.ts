import { expect, test } from 'vitest';
import { checkContract } from './check-contract.ts';
import { validationErrors } from './validation-errors.ts';

test('of very many problems the first are told, and how many there are', () => {
  const contract = { List: { items: { members: { Name: { required: true } } } } } as const;
  const { broken } = checkContract(contract, { List: Array.from({ length: 50_000 }, () => ({})) });
  const { message } = validationErrors('ValidationException')(broken);
  expect(message).toMatch(
    /^50000 validation errors detected: Value null at 'list\.1\.member\.name'/,
  );
  expect(message.length).toBeLessThan(21_000);
});
