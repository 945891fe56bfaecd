import { expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { httpHandler, json, readJson } from './http.ts';
import { captureLogs, httpEvent, lambdaContext } from './testing.ts';

vi.hoisted(() => {
  process.env.POWERTOOLS_DEV = 'true';
});

const greeting = z.strictObject({ to: z.string('must be text') }, 'must be an object');
const late = () => json(504, { message: 'late' });
const handler = httpHandler(async (event) => json(200, readJson(event, greeting, 40)), late);
const call = async (body: unknown, base64 = false) => {
  const answer = await handler(httpEvent(body, base64), lambdaContext());
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '') };
};

test('the answer is JSON that nobody keeps', async () => {
  expect(await handler(httpEvent({ to: 'you' }), lambdaContext())).toEqual({
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: '{"to":"you"}',
  });
});

test('a body that API Gateway encoded is decoded', async () => {
  const encoded = Buffer.from('{"to":"you"}').toString('base64');
  expect(await call(encoded, true)).toEqual({ status: 200, body: { to: 'you' } });
});

test.each([
  ['no body', undefined],
  ['an empty body', ''],
  ['broken JSON', '{"to": "Sam'],
])('%s is 400', async (_, body) => {
  captureLogs();
  expect(await call(body)).toEqual({ status: 400, body: { message: 'The body is not JSON.' } });
});

test('a body that does not fit is 400 and says where and why, without the value', async () => {
  const logs = captureLogs();
  expect(await call({ to: 17, from: 'Sam' })).toEqual({
    status: 400,
    body: {
      message: 'The body is not what is expected.',
      problems: [
        { path: 'to', message: 'must be text' },
        { path: '', message: 'unknown: from' },
      ],
    },
  });
  expect(logs()).toContain('Refused');
  expect(logs()).not.toContain('Sam');
});

test('JSON that is no object is 400', async () => {
  captureLogs();
  const { status, body } = await call('[]');
  expect([status, body.problems]).toEqual([400, [{ path: '', message: 'must be an object' }]]);
});

test('the size of a body is counted in bytes, and one too many is 400', async () => {
  captureLogs();
  const fits = { to: 'é'.repeat(15) };
  expect((await call(fits)).status).toBe(200);
  expect(await call({ to: `${fits.to}xx` })).toEqual({
    status: 400,
    body: { message: 'The body is larger than 40 bytes.' },
  });
});

test('any other error is thrown: API Gateway answers 500 and Lambda counts an error', async () => {
  const logs = captureLogs();
  const broken = httpHandler(() => Promise.reject(new TypeError('broken')), late);
  await expect(broken(httpEvent({}), lambdaContext())).rejects.toThrow(new TypeError('broken'));
  expect(logs()).toContain('Request failed');
});

test('work that would outlast the function is aborted, and the late answer is given', async () => {
  let aborted = false;
  const slow = httpHandler(
    (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(signal.reason);
        });
      }),
    late,
  );
  expect(await slow(httpEvent({}), lambdaContext(1500))).toMatchObject({ statusCode: 504 });
  expect(aborted).toBe(true);
});
