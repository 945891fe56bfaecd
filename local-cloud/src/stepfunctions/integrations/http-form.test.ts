import { expect, test } from 'vitest';
import { formOf } from './http-form.ts';

test.each([
  [{ order: { id: 7, lines: [{ product: 'tea' }] } }, 'order[id]=7&order[lines][0][product]=tea'],
  [{ 'a b': 'c&d=e', none: null, yes: true }, 'a%20b=c%26d%3De&none=&yes=true'],
  [{ nothing: {}, empty: [] }, ''],
  [{ half: '\ud83d' }, 'half=%EF%BF%BD'],
])('%j is sent as %s', (body, form) => {
  const plain = formOf(body, 'INDICES').replaceAll('%5B', '[').replaceAll('%5D', ']');
  expect(plain).toBe(form);
});
