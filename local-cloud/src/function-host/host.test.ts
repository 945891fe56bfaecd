import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { TestCloud, testFunction } from './testing.ts';
import type { Outcome } from './types.ts';

const cloud = new TestCloud();
afterAll(() => cloud.close());

const json = (outcome: Outcome) => JSON.parse(outcome.payload);

describe('an invocation', () => {
  it('runs an ES module and answers with its result', async () => {
    const fn = testFunction({
      'index.mjs': 'export const handler = async ({ name }) => `Hello ${name}`;',
    });
    expect(await cloud.invoke(fn, { name: 'Ada' })).toMatchObject({ payload: '"Hello Ada"' });
  });

  it('runs a CommonJS module in a folder of the archive', async () => {
    const fn = testFunction(
      {
        'src/app.js': 'exports.api = { greet: async () => require("./word.js") }',
        'src/word.js': 'module.exports = "hi"',
      },
      { handler: 'src/app.api.greet' },
    );
    expect(json(await cloud.invoke(fn))).toBe('hi');
  });

  it('answers null for a result that is undefined', async () => {
    const fn = testFunction({ 'index.mjs': 'export const handler = async () => {};' });
    expect((await cloud.invoke(fn)).payload).toBe('null');
  });

  it('gives the context object of the Node.js runtime', async () => {
    const fn = testFunction({
      'index.mjs': `export const handler = async (_event, context) =>
        ({ ...context, left: context.getRemainingTimeInMillis() });`,
    });
    expect(json(await cloud.invoke(fn))).toEqual({
      functionName: 'greet',
      functionVersion: '$LATEST',
      memoryLimitInMB: '128',
      logGroupName: '/aws/lambda/greet',
      logStreamName: expect.stringMatching(/^2030\/01\/01\/\[\$LATEST\][0-9a-f]{32}$/),
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:greet',
      awsRequestId: expect.stringMatching(/^request-\d+$/),
      left: 3000,
    });
  });

  it('loads with the flags that Node itself was compiled with, and saves memory after its first event', async () => {
    const fn = testFunction({
      'index.mjs': `import v8 from 'node:v8';
        const loaded = v8.cachedDataVersionTag();
        export const handler = async () => [loaded, v8.cachedDataVersionTag()];`,
    });
    const plain = Number(execFileSync(process.execPath, ['-p', 'v8.cachedDataVersionTag()']));
    expect(json(await cloud.invoke(fn))).toEqual([plain, plain]);
    const [, later] = json(await cloud.invoke(fn));
    expect(later).not.toBe(plain);
  });

  it('keeps an environment warm, and starts another for new code', async () => {
    const counting = (word: string) =>
      testFunction({
        'index.mjs': `let count = 0; export const handler = async () => '${word}' + ++count;`,
      });
    const fn = counting('a');
    expect(json(await cloud.invoke(fn))).toBe('a1');
    expect(json(await cloud.invoke(fn))).toBe('a2');
    expect(json(await cloud.invoke(counting('b')))).toBe('b1');
  });

  it('freezes the environment when it has answered', async () => {
    const fn = testFunction({
      'index.mjs': `let ticks = 0;
        export const handler = async (event) => {
          if (event.start) { const go = () => { ticks += 1; setImmediate(go); }; go(); return; }
          return ticks;
        };`,
    });
    await cloud.invoke(fn, { start: true });
    await new Promise((resolve) => setImmediate(resolve));
    expect(json(await cloud.invoke(fn, {}))).toBeLessThan(20);
  });

  it('passes the client context on', async () => {
    const fn = testFunction({
      'index.mjs': 'export const handler = async (_event, context) => context.clientContext;',
    });
    const request = { requestId: 'r', payload: '{}', clientContext: '{"custom":{"a":"b"}}' };
    expect(json(await cloud.host.invoke(fn, request))).toEqual({ custom: { a: 'b' } });
  });
});

describe('the environment variables', () => {
  const fn = testFunction(
    { 'index.mjs': 'export const handler = async () => process.env;' },
    { environment: { TABLE: 'accounts', TZ: 'Europe/Berlin' } },
  );

  it('are the function’s own and those of AWS, and nothing of the host’s', async () => {
    process.env.SECRET_OF_THE_HOST = 'secret';
    const { PATH, _X_AMZN_TRACE_ID, ...env } = json(await cloud.invoke(fn));
    delete process.env.SECRET_OF_THE_HOST;
    expect(PATH).not.toBe(process.env.PATH);
    expect(_X_AMZN_TRACE_ID).toMatch(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/,
    );
    expect(env).toEqual({
      TABLE: 'accounts',
      TZ: ':UTC',
      NODE_PATH: expect.stringContaining('/opt/nodejs/node_modules:'),
      LANG: 'en_US.UTF-8',
      _HANDLER: 'index.handler',
      LAMBDA_TASK_ROOT: expect.any(String),
      LAMBDA_RUNTIME_DIR: '/var/runtime',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ACCESS_KEY_ID: 'ASIAgreet',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_LAMBDA_FUNCTION_NAME: 'greet',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/greet',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.any(String),
      AWS_LAMBDA_LOG_FORMAT: 'Text',
      AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    });
  });

  it('stay in the environment that changes them', async () => {
    const changing = testFunction({
      'index.mjs': 'export const handler = async () => (process.env.LEAKED = "yes");',
    });
    await cloud.invoke(changing);
    expect(process.env.LEAKED).toBeUndefined();
  });

  it('hold credentials of a session whose calls suspend the invocation at work', async () => {
    const hold = cloud.invocations.at(-1);
    expect(hold).toMatchObject({ suspend: expect.any(Function), resume: expect.any(Function) });
  });
});

describe('the process of a function', () => {
  it('works in the folder of its code, in UTC, without the flags of the host', async () => {
    const fn = testFunction({
      'index.mjs': `export const handler = async () => ({
        cwd: process.cwd() === process.env.LAMBDA_TASK_ROOT,
        offset: new Date().getTimezoneOffset(),
        flags: process.execArgv,
      });`,
    });
    expect(json(await cloud.invoke(fn))).toEqual({ cwd: true, offset: 0, flags: [] });
  });

  it.each([
    ['process.abort()', 'signal: aborted'],
    ['process.kill(process.pid)', 'signal: terminated'],
    ['process.exit(7)', 'exit status 7'],
  ])('ends with %s, and the host does not', async (call, how) => {
    const fn = testFunction({
      'index.mjs': `export const handler = () => new Promise((resolve) => { setTimeout(resolve, 1000); ${call}; });`,
    });
    const { payload } = await cloud.invoke(fn);
    expect(JSON.parse(payload).errorMessage).toContain(`Runtime exited with error: ${how}`);
  });
});
