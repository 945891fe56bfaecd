import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { TestCloud, testFunction } from './testing.ts';

const cloud = new TestCloud();
const other = testFunction(
  { 'index.mjs': 'let count = 0; export const handler = async () => ++count;' },
  { name: 'other' },
);
beforeAll(() => cloud.invoke(other));
afterAll(() => cloud.close());

/** Evaluates the expression that it is sent; what it throws is its answer. */
const evaluator = testFunction({
  'index.mjs': `import child from 'node:child_process'; import fs from 'node:fs'; import os from 'node:os'; import worker from 'node:worker_threads';
    const AsyncFunction = (async () => {}).constructor;
    export const handler = ({ expression, ...given }) =>
      new AsyncFunction('child', 'fs', 'os', 'worker', 'given', 'return ' + expression)(child, fs, os, worker, given)
        .catch((error) => error.code ?? error.message);`,
});

async function evaluate(expression: string, given: object = {}): Promise<unknown> {
  return JSON.parse((await cloud.invoke(evaluator, { expression, ...given })).payload);
}

describe('a handler that fills its memory', () => {
  it.each([
    ['with one large array', 'const all = []; for (;;) all.push(new Array(1000).fill({}));'],
    ['with a Map', 'const all = new Map(); for (let n = 0; ; n++) all.set(n, { n });'],
    [
      'with text',
      "let text = 'x'; const all = []; for (;;) all.push((text = JSON.stringify(text + all.length)));",
    ],
    ['with Buffers', 'const all = []; for (;;) all.push(Buffer.alloc(1e6, 1));'],
  ])('%s ends as on AWS, and alone', async (_how, source) => {
    const fn = testFunction({ 'index.mjs': `export const handler = async () => { ${source} };` });
    const before = Number((await cloud.invoke(other)).payload);
    const { payload, functionError } = await cloud.invoke(fn);
    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(
        /^RequestId: request-\d+ Error: Runtime exited with error: signal: killed$/,
      ),
    });
    await cloud.clock.idle();
    expect(cloud.logged().at(-1)).toMatch(/Status: error\tError Type: Runtime\.OutOfMemory\t\n$/);
    expect((await cloud.invoke(other)).payload).toBe(String(before + 1));
  });

  it('is told of in the report', async () => {
    const source =
      'const all = Buffer.alloc(60e6, 1); export const handler = async () => all.length;';
    await cloud.invoke(testFunction({ 'index.mjs': source }));
    await cloud.clock.idle();
    const [, taken] = /Max Memory Used: (\d+) MB/.exec(cloud.logged().at(-1)!)!;
    expect(Number(taken)).toBeGreaterThan(60);
  });
});

describe('a function', () => {
  it.each([
    ['the environment of the host', "fs.readFileSync('/proc/' + given.pid + '/environ')"],
    ['files of the machine', "fs.readFileSync('/etc/hostname')"],
    ['what there is on the machine', "fs.promises.readdir('/')"],
  ])('does not read %s', async (_what, expression) => {
    expect(await evaluate(expression, { pid: process.pid })).toBe('ERR_ACCESS_DENIED');
  });

  it.each([
    ['its own code', "fs.writeFileSync('/var/task/index.mjs', '')"],
    ['the code of another', "fs.writeFileSync(process.cwd() + '/../x', '')"],
    ['elsewhere', 'fs.promises.writeFile(given.file, "x")'],
  ])('does not write %s', async (_what, expression) => {
    const file = `/written-by-a-function-${process.pid}`;
    expect(await evaluate(expression, { file })).toBe('ERR_ACCESS_DENIED');
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['starts no process', "child.execFileSync('/bin/true')", 'ERR_ACCESS_DENIED'],
    ['starts no thread', "new worker.Worker('', { eval: true })", 'ERR_ACCESS_DENIED'],
    ['ends no other process', "process.kill(given.pid, 'SIGKILL')", 'ESRCH'],
    [
      'has V8 write no files',
      "(await import('node:v8')).setFlagsFromString('--redirect-code-traces-to=/written-by-a-function')",
      'ERR_ACCESS_DENIED',
    ],
    ['sets other flags', "(await import('node:v8')).setFlagsFromString('--stack-size=900')", null],
    [
      'opens no database, wherever it is',
      "String(process.getBuiltinModule('node:sqlite'))",
      'undefined',
    ],
    ['does not know whose it is', 'process.ppid', 1],
  ])('%s', async (_what, expression, answer) => {
    expect(await evaluate(expression, { pid: process.pid })).toBe(answer);
  });

  it('finds its code in /var/task, and a /tmp of its own', async () => {
    expect(await evaluate("fs.readdirSync('/var/task')")).toEqual(['index.mjs']);
    const written =
      "fs.promises.writeFile('/tmp/a', 'x').then(() => fs.readFileSync(os.tmpdir() + '/a', 'utf8'))";
    expect(await evaluate(written)).toBe('x');
    expect(
      await evaluate("fs.mkdtempSync('/tmp/b-').length > 0 && fs.readdirSync('/tmp').length"),
    ).toBe(2);
    const another = testFunction(
      {
        'index.mjs': `import fs from 'node:fs'; export const handler = async () => fs.readdirSync('/tmp');`,
      },
      { name: 'another' },
    );
    expect((await cloud.invoke(another)).payload).toBe('[]');
  });

  it('that writes into the line of its runtime disturbs nobody', async () => {
    const forged = JSON.stringify({ type: 'log', time: 'never', message: {} });
    const write = "fs.writeSync(4, given.forged + '\\n')";
    const { payload } = await cloud.invoke(evaluator, { expression: write, forged });
    expect(JSON.parse(payload)).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(Number((await cloud.invoke(other)).payload)).toBeGreaterThan(1);
  });

  it('that writes an end of its own there, and no JSON into it, gets what it wrote', async () => {
    const end = { type: 'done', failed: true, exits: true, memoryMb: 1, onBoard: false, bytes: 2 };
    const forged = `${JSON.stringify(end)}\n??`;
    const write = 'fs.writeSync(4, given.forged)';
    expect(await cloud.invoke(evaluator, { expression: write, forged })).toMatchObject({
      payload: '??',
      functionError: 'Unhandled',
    });
    expect(Number((await cloud.invoke(other)).payload)).toBeGreaterThan(1);
  });
});

test('a function runs where the folder of the host is a link', async () => {
  const link = `${cloud.cacheFolder}-link`;
  symlinkSync(cloud.cacheFolder, link);
  const linked = new TestCloud({ host: { cacheFolder: link } });
  const written = "fs.writeFileSync('/tmp/a', 'x') ?? fs.readdirSync('/var/task')";
  const { payload } = await linked.invoke(evaluator, { expression: written });
  expect(payload).toBe('["index.mjs"]');
  await linked.close();
  rmSync(link);
});

test('what an environment wrote to /tmp is gone with it', async () => {
  const short = new TestCloud();
  await short.invoke(evaluator, { expression: "fs.writeFileSync('/tmp/a', 'x')" });
  const tmp = path.join(short.cacheFolder, 'tmp');
  expect(readdirSync(tmp)).toHaveLength(1);
  await short.host.close();
  expect(readdirSync(tmp)).toEqual([]);
  await short.close();
});

test('a function that is busy ends with the process that started it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  const connected = once(server, 'connection').then(([socket]) => (socket as Socket).resume());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const busy = `import { connect } from 'node:net';
    export const handler = () => connect(${port}, '127.0.0.1', () => setImmediate(() => { for (;;); }));`;
  const script = path.join(cloud.cacheFolder, 'starts.ts');
  writeFileSync(
    script,
    `import { TestCloud, testFunction } from '${path.join(import.meta.dirname, 'testing.ts')}';
     void new TestCloud().invoke(testFunction({ 'index.mjs': ${JSON.stringify(busy)} }));`,
  );
  // It is killed, and what it leaves behind goes with the folder of this one.
  const env = { ...process.env, TMPDIR: cloud.cacheFolder };
  const parent = spawn(process.execPath, ['--no-warnings', script], { stdio: 'ignore', env });
  const gone = once(await connected, 'close');
  parent.kill('SIGKILL');
  await gone;
  server.close();
  rmSync(script);
});
