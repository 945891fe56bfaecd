import { afterAll, describe, expect, it } from 'vitest';
import { TestCloud, testFunction } from './testing.ts';
import type { HostedFunction } from './types.ts';

const cloud = new TestCloud();
afterAll(() => cloud.close());

/** The error payload that a handler's invocation ends with. */
async function failure(source: string, settings: Partial<HostedFunction> = {}) {
  const fn = testFunction({ 'index.mjs': source }, settings);
  const { payload, functionError } = await cloud.invoke(fn);
  expect(functionError).toBe('Unhandled');
  return JSON.parse(payload);
}

describe('a function that cannot be loaded', () => {
  it('is told once for each revision, and one that fails when it is called is not', async () => {
    const heard: string[] = [];
    const own = new TestCloud({ host: { onBroken: (problem) => heard.push(problem) } });
    const broken = testFunction({ 'index.mjs': 'export const handler = (' }, { name: 'brew' });
    await own.invoke(broken);
    await own.invoke(broken);
    await own.invoke({ ...broken, revisionId: 'another' });
    await own.invoke(testFunction({ 'index.mjs': 'export const handler = () => { throw 1 }' }));
    await own.close();
    const told = expect.stringMatching(
      /^The function brew could not be loaded: Runtime\.UserCodeSyntaxError: .*\nIts log .* logs brew$/,
    );
    expect(heard).toEqual([told, told]);
  });
});

describe('a handler that throws', () => {
  it('answers with name, message and trace, as its code lies on AWS', async () => {
    const error = await failure(`
      class CardDeclined extends Error { name = 'CardDeclined'; }
      export const handler = async () => { throw new CardDeclined('no funds'); };`);
    expect(error).toEqual({
      errorType: 'CardDeclined',
      errorMessage: 'no funds',
      trace: expect.arrayContaining([
        expect.stringMatching(/^CardDeclined: no funds$/),
        expect.stringMatching(
          /at (?:Runtime\.)?handler \(file:\/\/\/var\/task\/index\.mjs:3:\d+\)/,
        ),
      ]),
    });
    expect(error.trace.join('\n')).not.toContain('function-host');
  });

  it.each([
    ['index.mjs', 'export const handler ='],
    ['index.js', 'exports.handler ='],
  ])('is traced to its source where source maps are on: %s', async (name, beginning) => {
    const map = { version: 3, sources: ['app.ts'], names: [], mappings: 'AAAA' };
    const files = {
      [name]: `${beginning} () => { throw new Error("x"); };\n//# sourceMappingURL=${name}.map`,
      [`${name}.map`]: JSON.stringify(map),
    };
    const environment = { NODE_OPTIONS: '--enable-source-maps' };
    const { payload } = await cloud.invoke(testFunction(files, { environment }));
    expect(JSON.parse(payload).trace.join()).toContain('/var/task/app.ts:1:1');
  });

  it('is traced to its source when the map that was read has gone with the garbage', async () => {
    const map = { version: 3, sources: ['app.ts'], names: [], mappings: 'AAAA' };
    const source = `import v8 from 'node:v8';
      import vm from 'node:vm';
      import { once } from './app.mjs';
      v8.setFlagsFromString('--expose-gc');
      const gc = vm.runInNewContext('gc');
      export const handler = async () => {
        const first = once().stack;
        for (let turn = 0; turn < 5; turn++) {
          await new Promise(setImmediate);
          gc();
        }
        return [first, once().stack];
      };`;
    const files = {
      'index.mjs': source,
      'app.mjs': 'export const once = () => new Error("x");\n//# sourceMappingURL=app.mjs.map',
      'app.mjs.map': JSON.stringify(map),
    };
    const environment = { NODE_OPTIONS: '--enable-source-maps' };
    const { payload } = await cloud.invoke(testFunction(files, { environment }));
    for (const stack of JSON.parse(payload)) expect(stack).toMatch(/app\.ts:1:1/);
  });

  it('is traced in the bundle where there is no map, or none that can be read', async () => {
    const files = {
      'index.mjs': 'export { handler } from "./app.mjs";\n//# sourceMappingURL=none.map',
      'app.mjs': 'export const handler = () => { throw new Error("x"); };',
    };
    const environment = { NODE_OPTIONS: '--enable-source-maps' };
    const { payload } = await cloud.invoke(testFunction(files, { environment }));
    expect(JSON.parse(payload).trace.join()).toContain('/var/task/app.mjs:1:38');
  });

  it('has the members in AWS’s order', async () => {
    const fn = testFunction({
      'index.mjs': 'export const handler = () => { throw new TypeError("x"); };',
    });
    const { payload } = await cloud.invoke(fn);
    expect(payload).toMatch(
      /^\{"errorType":"TypeError","errorMessage":"x","trace":\["TypeError: x"/,
    );
  });

  it('names the type of what is no error', async () => {
    expect(await failure('export const handler = async () => { throw "text"; };')).toEqual({
      errorType: 'string',
      errorMessage: 'text',
      trace: [],
    });
  });

  it('runs on in the same environment', async () => {
    const source = `let count = 0;
      export const handler = async () => { if (++count === 1) throw new Error('once'); return count; };`;
    const fn = testFunction({ 'index.mjs': source });
    await cloud.invoke(fn);
    expect((await cloud.invoke(fn)).payload).toBe('2');
  });
});

describe('a result', () => {
  it('that is no JSON fails the invocation', async () => {
    expect(await failure('export const handler = async () => 1n;')).toMatchObject({
      errorType: 'Runtime.JSONStringifyError',
      errorMessage: 'Unable to stringify response body',
    });
  });

  it('of more than 6 MB fails the invocation', async () => {
    const source = 'export const handler = async () => "x".repeat(6291557);';
    expect(await failure(source)).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });
});

describe('a runtime that ends', () => {
  it('by process.exit is told with its status', async () => {
    expect(await failure('export const handler = async () => process.exit(3);')).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(
        /^RequestId: request-\d+ Error: Runtime exited with error: exit status 3$/,
      ),
    });
  });

  it('because a promise is never settled gave no reason', async () => {
    const source = 'export const handler = () => new Promise(() => {});';
    expect(await failure(source)).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('Runtime exited without providing a reason'),
    });
  });

  it('because nobody caught a rejection has status 1', async () => {
    const source = `export const handler = async () => {
      Promise.reject(new Error('lost'));
      await new Promise((resolve) => setImmediate(resolve));
    };`;
    expect((await failure(source)).errorMessage).toContain('exit status 1');
    expect(cloud.logged().join('')).toContain('Error: lost');
  });

  it('is replaced by a new environment', async () => {
    const fn = testFunction({
      'index.mjs': `export const handler = async (event) => event.exit ? process.exit(1) : 'up';`,
    });
    await cloud.invoke(fn, { exit: true });
    expect((await cloud.invoke(fn)).payload).toBe('"up"');
  });
});

describe('code that does not load', () => {
  it.each([
    [
      'a missing file',
      { 'other.mjs': '' },
      'Runtime.ImportModuleError',
      "Error: Cannot find module 'index'",
    ],
    [
      'a missing export',
      { 'index.mjs': 'export const run = 1;' },
      'Runtime.HandlerNotFound',
      'index.handler is undefined or not exported',
    ],
    [
      'an export that is no function',
      { 'index.mjs': 'export const handler = 1;' },
      'Runtime.HandlerNotFound',
      'index.handler is not a function',
    ],
    [
      'a syntax error',
      { 'index.mjs': 'export const = 1;' },
      'Runtime.UserCodeSyntaxError',
      'SyntaxError: Unexpected token',
    ],
    ['an error of its own', { 'index.mjs': 'throw new RangeError("boot");' }, 'RangeError', 'boot'],
    [
      'a package that is not in the archive (CommonJS)',
      { 'index.js': 'require("zod"); exports.handler = () => {}' },
      'Runtime.ImportModuleError',
      "Error: Cannot find module 'zod'",
    ],
    [
      'a package that is not in the archive (ES module)',
      { 'index.mjs': 'import "zod"; export const handler = () => {}' },
      'Error',
      "Cannot find package 'zod' imported from /var/task/index.mjs",
    ],
    [
      'a callback handler',
      { 'index.mjs': 'export const handler = (event, context, callback) => {}' },
      'Runtime.CallbackHandlerDeprecated',
      'removed support for callback-based function handlers',
    ],
    [
      'a streaming handler',
      { 'index.mjs': 'export const handler = awslambda.streamifyResponse(async () => {})' },
      'Runtime.StreamingNotSupported',
      'streams its response',
    ],
  ])('fails for %s', async (_what, files, errorType, message) => {
    const { payload, functionError } = await cloud.invoke(testFunction(files));
    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload)).toMatchObject({
      errorType,
      errorMessage: expect.stringContaining(message),
    });
  });
});

describe('up to nodejs22.x, a handler', () => {
  const legacy = { runtime: 'nodejs22.x' };
  const result = async (source: string) =>
    (await cloud.invoke(testFunction({ 'index.mjs': source }, legacy))).payload;

  it('may answer by its callback, once the event loop is empty', async () => {
    const source = `export const handler = (event, context, callback) => {
      const answer = { late: false };
      setTimeout(() => { answer.late = true; }, 1);
      callback(null, answer);
    };`;
    const ended = result(source);
    await cloud.clock.advance(1);
    expect(await ended).toBe('{"late":true}');
  });

  it('may not wait for the event loop', async () => {
    const source = `export const handler = (event, context, callback) => {
      context.callbackWaitsForEmptyEventLoop = false;
      setTimeout(() => {}, 60_000);
      callback(null, 'now');
    };`;
    expect(await result(source)).toBe('"now"');
  });

  it.each([
    ["context.succeed('done')", '"done"'],
    ["context.done(null, 'done')", '"done"'],
    ['undefined', 'null'],
  ])('may end with %s', async (end, expected) => {
    expect(await result(`export const handler = (event, context) => { ${end}; };`)).toBe(expected);
  });

  it.each([
    ['callback(new Error("x"))', 'Error', 'x'],
    ['context.fail("x")', 'string', 'x'],
    ['throw new TypeError("x")', 'TypeError', 'x'],
    ['setImmediate(() => { throw new RangeError("x"); })', 'RangeError', 'x'],
    ['Promise.reject(new Error("x"))', 'Runtime.UnhandledPromiseRejection', 'Error: x'],
  ])('fails with %s', async (end, errorType, errorMessage) => {
    const source = `export const handler = (event, context, callback) => { ${end}; };`;
    expect(await failure(source, legacy)).toMatchObject({ errorType, errorMessage });
  });

  it('that is async and never ends fails by name', async () => {
    const source = 'export const handler = async () => { await new Promise(() => {}); };';
    expect(await failure(source, legacy)).toMatchObject({ errorType: 'Runtime.NodeJsExit' });
  });
});
