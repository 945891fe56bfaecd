import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { CloudClock } from '../core/cloud-clock.ts';
import type { JsonObject } from '../core/json.ts';
import type { HttpRequest, HttpResponse } from '../gateway/dispatcher.ts';
import type { ExecutionChange } from '../stepfunctions/api/journal.ts';
import { awsCall, inputOf, outputOf, sdkIdOf } from './aws-call.ts';
import { Changes, changesMount } from './changes.ts';
import { type Controlled, controlMount } from './control.ts';
import { pageFilesMount } from './page-files.ts';
import { readSamples } from './samples.ts';

const change = (arn: string, status: ExecutionChange['status']): ExecutionChange => ({
  ...{
    arn,
    status,
    name: 'one',
    stateMachine: 'tea',
    started: 1,
    ended: undefined,
    error: undefined,
  },
});

test('a page is told of every execution, and of the one history it listens to', async () => {
  const changes = new Changes();
  const gone = new AbortController();
  const told = changes.listen('arn:a', gone.signal);
  expect((await told.next()).value).toBe('retry: 500\n\n');
  const next = told.next();
  changes.execution(change('arn:a', 'RUNNING'));
  changes.execution(change('arn:b', 'RUNNING'));
  changes.execution(change('arn:a', 'SUCCEEDED'));
  changes.event({ arn: 'arn:b' });
  expect((await next).value).toBe(
    [change('arn:a', 'SUCCEEDED'), change('arn:b', 'RUNNING')]
      .map((one) => `event: execution\ndata: ${JSON.stringify(one)}\n\n`)
      .join(''),
  );
  changes.event({ arn: 'arn:a' });
  changes.event({ arn: 'arn:a' });
  expect((await told.next()).value).toBe('event: history\ndata:\n\n');
});

test('nobody is told any more once the page has gone', async () => {
  const gone = new AbortController();
  const told = new Changes().listen(undefined, gone.signal);
  await told.next();
  const next = told.next();
  gone.abort();
  expect((await next).value).toBe('');
  expect(await told.next()).toEqual({ done: true, value: undefined });
});

test.each([
  ['GET', '/_local/changes', true],
  ['POST', '/_local/changes', false],
  ['GET', '/_local/changes/more', false],
])('%s %s listens: %j', (method, path, serves) => {
  expect(changesMount(new Changes()).serves!({ method, path } as HttpRequest)).toBe(serves);
});

test('who listens to what there is not is told so', async () => {
  const { handle } = changesMount(new Changes());
  const refused = await handle({ query: 'executionArn=arn:a' } as HttpRequest);
  expect(refused).toMatchObject({ status: 400, told: expect.stringContaining('"executionArn"') });
});

test.each([
  ['POST', '/_local/clock/settle', { body: Buffer.from('{"for":"1h"}') }, 'for'],
  ['POST', '/_local/clock/stalled', { body: Buffer.from('{"for":"1h"}') }, 'for'],
  ['GET', '/_local/mail', { query: 'to=sam' }, 'to=sam'],
])('%s %s ignores nothing: %j', async (method, path, given, named) => {
  const request = { method, path, query: '', ...given } as HttpRequest;
  const refused = await controlMount({} as Controlled).handle(request);
  expect(refused).toMatchObject({ status: 400, told: expect.stringContaining(named) });
});

test('the clock is told to skip by itself, and tells what waits for it', async () => {
  const clock = new CloudClock({ frozen: true, start: 0 });
  const controlled = { clock, nextSchedule: () => undefined } as unknown as Controlled;
  const call = async (method: string, path: string, body = '') => {
    const request = { method, path, query: '', body: Buffer.from(body) } as unknown as HttpRequest;
    const { body: answer } = (await controlMount(controlled).handle(request)) as HttpResponse;
    return JSON.parse(String(answer));
  };
  clock.after(1000, () => {}, { what: () => 'Tea' });
  clock.after(9000, () => {}, { background: true });
  expect(await call('GET', '/_local/timers')).toEqual({
    timers: [{ due: 1000, what: 'Tea' }],
    background: [{ due: 9000, what: 'A timer' }],
  });
  const skipping = await call('POST', '/_local/clock/auto-skip', '{"on":true}');
  expect(skipping).toMatchObject({ autoSkip: true });
  await clock.idle();
  await expect.poll(() => clock.now()).toBe(1000);
  expect(await call('POST', '/_local/clock/auto-skip', '{"on":false}')).toMatchObject({
    autoSkip: false,
  });
});

test.each([
  ['/_local/clock/advance', '{"duration":"1h"}'],
  ['/_local/clock/next', '{}'],
])('%s of somebody who has gone moves nothing', async (path, body) => {
  const clock = new CloudClock({ frozen: true, start: 0 });
  clock.after(1000, () => {});
  const signal = AbortSignal.abort(new Error('gone'));
  const request = { method: 'POST', path, query: '', body: Buffer.from(body), signal };
  const moved = controlMount({ clock } as Controlled).handle(request as unknown as HttpRequest);
  await expect(moved).rejects.toThrow('gone');
  expect(clock.now()).toBe(0);
});

test('an operation that the console has no need of is refused by name', () => {
  expect(sdkIdOf('CloudWatchLogs', 'FilterLogEvents')).toBe('CloudWatch Logs');
  expect(() => sdkIdOf('SFN', 'DeleteStateMachine')).toThrow(
    'does not call SFN DeleteStateMachine',
  );
  expect(() => sdkIdOf('constructor', 'name')).toThrow('does not call constructor name');
});

test('the page has texts for bytes, and is given bytes as base64', async () => {
  expect(inputOf('Kinesis', { StreamName: 's', Data: 'tea' })).toEqual({
    ...{ StreamName: 's', Data: Buffer.from('tea') },
  });
  const Records = [{ Data: Buffer.from('tea'), At: new Date(0) }];
  expect(JSON.stringify(await outputOf('Kinesis', { Records }))).toBe(
    '{"Records":[{"Data":"dGVh","At":"1970-01-01T00:00:00.000Z"}]}',
  );
});

test('bytes in an item are base64, and what is none is left to DynamoDB to refuse', () => {
  const tea = Buffer.from('tea');
  const item = <Bytes>(B: Bytes) => ({
    Item: { B: { M: { one: { B }, all: { BS: [B] } } }, t: { S: 'dGVh' } },
  });
  expect(inputOf('DynamoDB', item('dGVh'))).toEqual(item(tea));
  expect(inputOf('DynamoDB', item('no base64'))).toEqual(item('no base64'));
});

test('a call keeps what it names, whatever it is called', () => {
  const call = { service: 'DynamoDB', operation: 'PutItem' };
  const input = JSON.parse('{"Item":{"__proto__":{"S":"x"}}}') as JsonObject;
  expect(JSON.stringify(inputOf('DynamoDB', awsCall.parse({ ...call, input }).input))).toBe(
    JSON.stringify(input),
  );
});

test('of an object the beginning is read, and the rest let go of', async () => {
  const Body = Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(10_000, 'x')));
  const { Body: read } = (await outputOf('S3', { Body, ETag: '"e"' })) as { Body: string };
  expect(Buffer.from(read, 'base64').toString()).toBe('x'.repeat(256 * 1024));
  expect(Body.destroyed).toBe(true);
});

test('samples are the JSON files of each folder, and none without a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samples-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'tea'));
  writeFileSync(join(folder, 'tea/green.json'), '{"tea":"green"}');
  writeFileSync(join(folder, 'tea/scenarios.yml'), 'none');
  writeFileSync(join(folder, 'tea/large.json'), JSON.stringify('x'.repeat(300_000)));
  expect(readSamples(folder)).toEqual([
    { workflow: 'tea', name: 'green', text: '{"tea":"green"}' },
  ]);
  expect(readSamples(join(folder, 'nowhere'))).toEqual([]);
  expect(readSamples(undefined)).toEqual([]);
});

test('the script and the style of the page can be read, and nothing else', async () => {
  let times = 0;
  const { handle } = pageFilesMount(async () => ({ script: `run ${++times}`, style: 'a {}' }));
  const get = async (path: string, method = 'GET') =>
    (await handle({ method, path } as HttpRequest)) as HttpResponse;
  const { status, headers, body } = await get('/_local/console/page.js');
  expect([status, headers!['content-type'], body]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'run 1',
  ]);
  expect(await get('/_local/console/page.css')).toMatchObject({ body: 'a {}' });
  expect(await get('/_local/console/../x')).toMatchObject({ status: 404 });
  expect(await get('/_local/console/page.js', 'POST')).toMatchObject({ status: 405 });
});
