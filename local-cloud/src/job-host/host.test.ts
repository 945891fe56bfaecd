import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobRequest } from '../core/jobs.ts';
import { TimeFile } from '../core/time-file.ts';
import { Sessions } from '../services/sts/sessions.ts';
import { fakeCloud, START } from '../services/testing.ts';
import { createJobHost } from './host.ts';

const ROLE = 'arn:aws:iam::123456789012:role/packer';

let folder: string;
let time: TimeFile;
let cloud: ReturnType<typeof fakeCloud>;
let sessions: Sessions;
let lines: string[];
let host: ReturnType<typeof createJobHost>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'job-host-'));
  cloud = fakeCloud();
  time = new TimeFile(cloud.clock, folder);
  sessions = new Sessions(cloud.clock, cloud.random);
  lines = [];
  host = hostOf();
});
afterEach(async () => {
  await host.close();
  time.close();
  rmSync(folder, { recursive: true, force: true });
});

function hostOf(running?: number) {
  return createJobHost(cloud, {
    sessions,
    runners: {},
    folder,
    time: time.fd,
    spareIdleMs: 60_000,
    ...(running !== undefined && { running }),
  });
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const settings = { sessionName: 'job', onLine: (line: string) => void lines.push(line) };
const runModule = (text: string, input = {}, others: Partial<JobRequest> = {}) =>
  host.runJob({ ...settings, ...others, module: file('module.ts', text), input });
const runScript = (text: string, others: Partial<JobRequest> = {}) =>
  host.runJob({ ...settings, ...others, script: file('script.mjs', text) });

/** Ends the test's wait for a job that says it is up. */
function saying(word: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { said: promise, onLine: (line: string) => void (line === word && resolve()) };
}

describe('a module', () => {
  test('is called with its input, in TypeScript too, and gives its result', async () => {
    const text = 'export default async ({ a }: { a: number }) => ({ sum: a + 1 });';
    expect(await runModule(text, { a: 41 }).ended).toEqual({ exitCode: 0, result: { sum: 42 } });
  });

  test('that gives nothing has the result null', async () => {
    expect(await runModule('export default async () => {};').ended).toEqual({
      exitCode: 0,
      result: null,
    });
  });

  test('that throws ends with its error, which is printed', async () => {
    const text = `export default async () => { throw new RangeError('no rows'); };`;
    expect(await runModule(text).ended).toEqual({
      exitCode: 1,
      error: { name: 'RangeError', message: 'no rows' },
    });
    expect(lines[0]).toBe('RangeError: no rows');
  });

  test('that cannot be loaded ends with what is wrong', async () => {
    expect(await runModule('export default nothing;').ended).toMatchObject({
      exitCode: 1,
      error: { name: 'ReferenceError', message: 'nothing is not defined' },
    });
  });

  test.each([
    ['ends its process', 'process.exit(0)', 'with exit code 0'],
    ['waits for nothing', 'new Promise(() => {})', 'with exit code 0'],
    ['kills itself', `process.kill(process.pid, 'SIGKILL')`, 'by SIGKILL'],
  ])('that %s has failed', async (_, what, how) => {
    const { exitCode, error } = await runModule(`export default async () => ${what};`).ended;
    expect(exitCode).not.toBe(0);
    expect(error).toEqual({
      name: 'NoResult',
      message: `Its process ended ${how} before its function did.`,
    });
  });
});

describe('the next module', () => {
  const FOLDER = 'export default async () => process.cwd();';
  const folders = () =>
    readdirSync(folder)
      .filter((name) => name.startsWith('job-'))
      .map((name) => join(folder, name));

  test('has a process that is up before it is asked for, and not that of the last one', async () => {
    const { result: first } = await runModule(FOLDER).ended;
    const [prepared] = folders();
    expect(prepared).not.toBe(first);
    expect((await runModule(FOLDER).ended).result).toBe(prepared);
  });

  test('has a process of its own where it may take more memory', async () => {
    await runModule(FOLDER).ended;
    const [prepared] = folders();
    expect((await runModule(FOLDER, {}, { memoryMiB: 600 }).ended).result).not.toBe(prepared);
  });

  test('has its own variables and credentials, and tells its own lines', async () => {
    await runModule(FOLDER, {}, { roleArn: ROLE, environment: { ORDER: '6' } }).ended;
    const text = `export default async () => {
      console.log('line');
      const { ORDER, NODE_COMPILE_CACHE, AWS_ACCESS_KEY_ID, TMPDIR } = process.env;
      return [ORDER, NODE_COMPILE_CACHE, AWS_ACCESS_KEY_ID?.slice(0, 4), TMPDIR === process.cwd()];
    };`;
    const environment = { ORDER: '7', TMPDIR: '/nowhere' };
    const job = runModule(text, {}, { roleArn: ROLE, environment });
    expect((await job.ended).result).toEqual(['7', null, 'ASIA', true]);
    expect(lines).toEqual(['line']);
  });

  test('leaves nothing when the host is closed', async () => {
    await runModule(FOLDER).ended;
    expect(folders()).toHaveLength(1);
    await host.close();
    expect(folders()).toEqual([]);
  });
});

describe('a module whose function gives a function', () => {
  const serve = (text: string, longestSeconds = 60) =>
    host.serve({ ...settings, module: file('module.ts', text), input: { by: 2 }, longestSeconds });

  test('stays up, and answers by it', async () => {
    const server = serve('export default async ({ by }) => (a) => ({ product: a * by });');
    expect(await server.ready).toBeUndefined();
    const answers = await Promise.all([server.ask(3), server.ask(4)]);
    expect(answers.map(({ result }) => result)).toEqual([{ product: 6 }, { product: 8 }]);
    server.stop();
    expect(server.isOver).toBe(true);
  });

  test('holds the clock while it comes up and while it is asked, not in between', async () => {
    const server = serve('export default async () => () => 1;');
    expect(cloud.clock.inFlight).toBe(1);
    await server.ready;
    expect(cloud.clock.inFlight).toBe(0);
    const asked = server.ask(null);
    await Promise.resolve();
    expect(cloud.clock.inFlight).toBe(1);
    await asked;
    expect(cloud.clock.inFlight).toBe(0);
  });

  test('sees the time to which the clock has moved since', async () => {
    const server = serve('export default async () => () => Date.now();');
    await server.ready;
    await cloud.clock.advance(60_000);
    expect(await server.ask(null)).toEqual({ exitCode: 0, result: START + 60_000 });
  });

  test('goes on when that throws', async () => {
    const server = serve(
      'export default () => (a) => { if (a) throw new Error(a); return "ok"; };',
    );
    expect(await server.ask('no')).toEqual({
      exitCode: 1,
      error: { name: 'Error', message: 'no' },
    });
    expect(await server.ask('')).toEqual({ exitCode: 0, result: 'ok' });
  });

  test('has no answer to what it ends by, nor afterwards', async () => {
    const server = serve('export default () => () => process.exit(3);');
    expect(await server.ask(null)).toMatchObject({ error: { name: 'NoResult' } });
    expect(server.isOver).toBe(true);
    expect(await server.ask(null)).toMatchObject({ error: { name: 'NotServing' } });
  });

  test('answers what it is asked when it is stopped, and nothing more', async () => {
    const text = 'export default () => (ms) => new Promise((r) => setTimeout(r, ms, "done"));';
    const server = serve(text);
    const asked = server.ask(50);
    server.stop();
    expect(await asked).toEqual({ exitCode: 0, result: 'done' });
    expect(await server.ask(0)).toMatchObject({ error: { name: 'NotServing' } });
  });

  test('is ended when it takes too long to answer', async () => {
    const server = serve('export default () => () => new Promise(() => {});', 0.05);
    expect(await server.ask(null)).toMatchObject({ error: { name: 'TooSlow' } });
    expect(server.isOver).toBe(true);
  });

  test('does not come up when it throws first', async () => {
    const server = serve('export default () => { throw new Error("no model"); };');
    const asked = server.ask(null);
    const end = { exitCode: 1, error: { name: 'Error', message: 'no model' } };
    expect(await server.ready).toEqual(end);
    expect(await asked).toEqual(end);
    expect(server.isOver).toBe(true);
  });
});

describe('a script', () => {
  test('has its arguments and its environment, and its exit code counts', async () => {
    const text = `
      console.log(process.argv.slice(2).join(), process.env.ORDER);
      console.error('to standard error');
      process.exitCode = 3;`;
    const job = runScript(text, { arguments: ['a', 'b'], environment: { ORDER: '7' } });
    expect(await job.ended).toEqual({ exitCode: 3 });
    expect(lines.sort()).toEqual(['a,b 7', 'to standard error']);
  });

  test('has nothing of the environment of the cloud but where programs are', async () => {
    process.env.SECRET_OF_THE_SHELL = 'x';
    await runScript('console.log(Object.keys(process.env).sort().join())').ended;
    delete process.env.SECRET_OF_THE_SHELL;
    expect(lines[0]).toBe(
      'AWS_DEFAULT_REGION,AWS_EC2_METADATA_DISABLED,AWS_ENDPOINT_URL,AWS_REGION,LANG,PATH,TMPDIR,TZ',
    );
  });

  test('runs in a folder of its own that is gone with it', async () => {
    await runScript(`
      import { writeFileSync } from 'node:fs';
      writeFileSync('scratch.txt', 'x');
      console.log(process.cwd());`).ended;
    expect(lines[0]).toContain(join(folder, 'job-'));
    expect(readdirSync(folder).filter((name) => name.startsWith('job-'))).toEqual([]);
  });

  test('reaches nothing but this machine', async () => {
    await runScript(`await fetch('http://192.0.2.1/').catch((e) => console.log(e.cause.name));`)
      .ended;
    expect(lines).toEqual(['NetworkRefused']);
  });

  test('is told line by line, a line without an end too, a long one in parts', async () => {
    await runScript(`
      process.stdout.write('one\\r\\ntw');
      process.stdout.write('o\\n' + 'x'.repeat(200_000) + '\\nlast');`).ended;
    expect(lines.map((line) => line.length)).toEqual([3, 3, 87_372, 87_372, 25_256, 4]);
  });
});

describe('credentials', () => {
  const text =
    'console.log(process.env.AWS_ACCESS_KEY_ID, process.env.AWS_SESSION_TOKEN !== undefined)';

  test('are those of a session of the role, until the job has ended', async () => {
    let key = '';
    const onLine = (line: string) => {
      key = line.split(' ')[0]!;
      expect(sessions.principalOf(key)).toMatchObject({
        arn: 'arn:aws:sts::123456789012:assumed-role/packer/job',
        roleArn: ROLE,
      });
    };
    await runScript(text, { roleArn: ROLE, onLine }).ended;
    expect(key).toMatch(/^ASIA/);
    expect(() => sessions.principalOf(key)).toThrow('security token');
  });

  test('there are none without a role', async () => {
    await runScript(text).ended;
    expect(lines).toEqual(['undefined false']);
  });
});

describe('time', () => {
  test('is the cloud’s, and is held until the job has ended', async () => {
    const job = runScript('console.log(new Date().toISOString())');
    expect(cloud.clock.inFlight).toBe(1);
    await cloud.clock.idle();
    await job.ended;
    expect(lines).toEqual([new Date(START).toISOString()]);
  });

  test('moves on while a call of the job waits', async () => {
    const DAY = 24 * 60 * 60 * 1000;
    const onLine = async (line: string) => {
      lines.push(line);
      if (lines.length > 1) return;
      const { invocation } = sessions.principalOf(line)!;
      const resume = invocation!.suspend();
      await cloud.clock.advance(DAY);
      resume();
    };
    const text = `
      const before = Date.now();
      console.log(process.env.AWS_ACCESS_KEY_ID);
      while (Date.now() === before) await new Promise((resolve) => setTimeout(resolve, 5));
      console.log(Date.now() - before);`;
    await runScript(text, { roleArn: ROLE, onLine }).ended;
    expect(lines[1]).toBe(String(DAY));
  });
});

describe('an end', () => {
  const WAITS = `console.log('up'); setInterval(() => {}, 1000);`;
  const IGNORES = `process.on('SIGTERM', () => console.log('deaf')); ${WAITS}`;

  test('comes by SIGTERM when the job is stopped', async () => {
    const { said, onLine } = saying('up');
    const job = runScript(WAITS, { onLine });
    await said;
    job.stop();
    expect(await job.ended).toEqual({ exitCode: 143 });
  });

  test('comes by SIGKILL when it does not listen', async () => {
    const { said, onLine } = saying('up');
    const job = runScript(IGNORES, { onLine });
    await said;
    job.stop(0.05);
    expect(await job.ended).toEqual({ exitCode: 137 });
  });

  test('takes what the job has started along', async () => {
    const { port, connected, close } = await listening();
    const job = runScript(`
      import { spawn } from 'node:child_process';
      const connects = "require('node:net').connect(${port}, '127.0.0.1')";
      spawn(process.execPath, ['--eval', connects], { stdio: 'inherit' }).unref();
      await new Promise((resolve) => setTimeout(resolve, 60_000));`);
    const gone = once(await connected, 'close');
    job.stop();
    await Promise.all([job.ended, gone]);
    close();
  });

  test('comes when it takes more memory than it may', async () => {
    const text = 'const all = []; for (;;) all.push(new Array(1000).fill({}));';
    expect(await runScript(text, { memoryMiB: 32 }).ended).toEqual({
      exitCode: 137,
      error: { name: 'OutOfMemory', message: 'It took more memory than it may.' },
    });
  });

  test('comes when the host is closed, and what waits for its turn never begins', async () => {
    host = hostOf(1);
    const { said, onLine } = saying('up');
    const first = runScript(IGNORES, { onLine });
    const second = runScript(IGNORES);
    await said;
    await host.close();
    expect(await first.ended).toEqual({ exitCode: 137 });
    expect(await second.ended).toEqual({ exitCode: 143 });
    expect(lines).toEqual([]);
  });

  test('comes with that of the process it was started by, whatever it and what it started are at', async () => {
    const { port, connected, close } = await listening();
    const inner = `connect(process.env.PORT, '127.0.0.1', () => setImmediate(() => { for (;;); }))`;
    const busy = `
      import { spawn } from 'node:child_process';
      spawn(process.execPath, ['--eval', "import('node:net').then(({ connect }) => ${inner})"]);
      for (;;);`;
    const request = { script: file('busy.mjs', busy), environment: { PORT: String(port) } };
    const starts = `
      import { createJobHost } from '${join(import.meta.dirname, 'host.ts')}';
      import { CloudClock } from '${join(import.meta.dirname, '../core/cloud-clock.ts')}';
      import { openSync } from 'node:fs';
      const clock = new CloudClock();
      const time = openSync('${join(import.meta.dirname, 'host.ts')}');
      const host = createJobHost({ clock }, { runners: {}, folder: '${folder}', time });
      host.runJob({ ...${JSON.stringify(request)}, onLine() {} });`;
    const words = ['--input-type=module', '--no-warnings', '--eval', starts];
    const parent = spawn(process.execPath, words, { stdio: 'ignore' });
    const gone = once(await connected, 'close');
    parent.kill('SIGKILL');
    await gone;
    close();
  });
});

/** Tells of the first connection. */
async function listening() {
  const server = createServer().listen(0, '127.0.0.1');
  const connected = once(server, 'connection').then(([socket]) => (socket as Socket).resume());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, connected, close: () => void server.close() };
}

test('so many run at once, and the others one after the other', async () => {
  host = hostOf(1);
  const path = file('script.mjs', `console.log('begins'); console.log('ends');`);
  const run = () => host.runJob({ ...settings, script: path }).ended;
  await Promise.all([run(), run(), run()]);
  expect(lines.join()).toBe('begins,ends,begins,ends,begins,ends');
});
