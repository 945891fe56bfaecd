import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive } from '../src/core/is-alive.ts';
import { freePort, isFree } from './support/free-port.ts';
import { role } from './support/role.ts';

const BIN = join(import.meta.dirname, '../bin/local-cloud.mjs');
const RoleArn = { 'Fn::GetAtt': ['Role', 'Arn'] };

const TEMPLATE = {
  Resources: {
    Role: role(['states.amazonaws.com', 'lambda.amazonaws.com']),
    Sleeper: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'sleeper',
        StateMachineType: 'EXPRESS',
        RoleArn,
        Definition: {
          StartAt: 'Sleep',
          States: { Sleep: { Type: 'Wait', Seconds: 200, End: true } },
        },
      },
    },
    Kettle: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'kettle',
        Role: RoleArn,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: 'exports.handler = async () => "hot";' },
      },
    },
    Store: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'store-of-tea' } },
  },
};

const BROKEN = {
  Resources: {
    ...TEMPLATE.Resources,
    Bad: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'B' } },
  },
};

/** A folder with a project, and a temporary folder for what is run there. */
function project(files: Record<string, unknown>) {
  const both = mkdtempSync(join(tmpdir(), 'up-command-'));
  onTestFinished(() => rmSync(both, { recursive: true, force: true, maxRetries: 3 }));
  const [root, temporary] = [join(both, 'project'), join(both, 'temporary')];
  mkdirSync(temporary);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    const isText = typeof content === 'string';
    writeFileSync(join(root, name), isText ? content : JSON.stringify(content));
  }
  return {
    root,
    run: (...words: string[]) => run(root, temporary, words),
    left: () => readdirSync(temporary),
  };
}

/** Types `local-cloud ...` there; `printed` resolves once something matches that it has printed. */
function run(cwd: string, temporary: string, words: readonly string[]) {
  const child = spawn(process.execPath, [BIN, ...words], {
    cwd,
    env: { ...process.env, TMPDIR: temporary },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let all = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (all += data));
  const ended = new Promise<{ code: number | null; all: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, all })),
  );
  const printed = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(all);
        if (found !== null) resolve(found);
      };
      for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
      child.on('close', () => reject(new Error(`It ended without ${pattern}: ${all}`)));
      look();
    });
  return { child, printed, ended, kill: (signal: NodeJS.Signals) => child.kill(signal) };
}

const tea = () =>
  project({ 'local-cloud.config.json': { template: 't.json' }, 't.json': TEMPLATE });

/** Starts a cloud; gives where it is. */
async function up(there: ReturnType<typeof project>) {
  const cloud = there.run('up', '--port', '0');
  const [endpoint] = await cloud.printed(/http:\/\/127\.0\.0\.1:\d+/);
  return { ...cloud, endpoint };
}

/** Begins a synchronous execution that takes 200 seconds; resolves once it is under way. */
async function sleeping(endpoint: string, signal?: AbortSignal): Promise<void> {
  const client = new AbortController();
  const sleeper = 'arn:aws:states:us-east-1:123456789012:stateMachine:sleeper';
  void fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AWSStepFunctions.StartSyncExecution',
      authorization: 'AWS4-HMAC-SHA256 Credential=local/20300101/us-east-1/states/aws4_request',
    },
    body: JSON.stringify({ stateMachineArn: sleeper }),
    signal: signal ?? client.signal,
  }).catch(() => {});
  const clock = async () =>
    (await (await fetch(`${endpoint}/_local/clock`)).json()) as { nextDue: number | null };
  while ((await clock()).nextDue === null);
}

test('a cloud that was used ends with 0 on Ctrl+C, kill and hang-up, and leaves nothing behind', async () => {
  const ends = async (signal: NodeJS.Signals) => {
    const there = tea();
    const cloud = await up(there);
    // A request that goes on when its client has gone.
    const client = new AbortController();
    await sleeping(cloud.endpoint, client.signal);
    client.abort();
    cloud.kill(signal);
    return [signal, (await cloud.ended).code, there.left()];
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  expect(await Promise.all(signals.map(ends))).toEqual(signals.map((signal) => [signal, 0, []]));
});

test('a function that cannot be loaded is told where the cloud runs', async () => {
  const Code = { ZipFile: 'exports.handler = (' };
  const { Kettle } = TEMPLATE.Resources;
  const Broken = { ...Kettle, Properties: { ...Kettle.Properties, Code } };
  const broken = { Resources: { ...TEMPLATE.Resources, Kettle: Broken } };
  const config = { template: 't.json' };
  const cloud = await up(project({ 'local-cloud.config.json': config, 't.json': broken }));
  await fetch(`${cloud.endpoint}/2015-03-31/functions/kettle/invocations`, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=local/20300101/us-east-1/lambda/aws4_request',
    },
    body: '{}',
  });
  await cloud.printed(/The function kettle could not be loaded: Runtime\.UserCodeSyntaxError/);
});

test('a second Ctrl+C does not wait for requests under way', async () => {
  const there = tea();
  const cloud = await up(there);
  await sleeping(cloud.endpoint);
  cloud.kill('SIGINT');
  await cloud.printed(/Ctrl\+C again/);
  cloud.kill('SIGINT');
  expect(await cloud.ended).toMatchObject({ code: 130 });
  expect(there.left()).toEqual([]);
});

test('a start whose deployment fails says why, ends with 1, and frees the port', async () => {
  const there = project({ 'local-cloud.config.json': { template: 't.json' }, 't.json': BROKEN });
  const port = await freePort();
  const { code, all } = await there.run('up', '--port', String(port)).ended;
  expect(all).toContain('Bad (AWS::S3::Bucket) could not be created');
  expect(code).toBe(1);
  expect(there.left()).toEqual([]);
  expect(await isFree(port)).toBe(true);
});

test('what a killed cloud has left goes at the next start, and not what a living one has', async () => {
  const there = tea();
  const living = await up(there);
  const killed = await up(there);
  expect(there.left()).toHaveLength(2);
  killed.kill('SIGKILL');
  await killed.ended;
  expect(there.left()).toHaveLength(2);
  const next = await up(there);
  expect(there.left()).toHaveLength(2);
  for (const cloud of [next, living]) cloud.kill('SIGINT');
  const ends = await Promise.all([living.ended, next.ended]);
  expect(ends.map(({ code, all }) => (code === 0 ? '' : all))).toEqual(['', '']);
  expect(there.left()).toEqual([]);
});

test('Ctrl+C during packaging ends the package command, too', async () => {
  const slow = 'require("fs").writeFileSync("pid", `${process.pid}`); setInterval(() => {}, 1000);';
  const config = { package: { command: ['node', 'slow.js'], sources: ['slow.js'] } };
  const there = project({ 'local-cloud.config.json': config, 'slow.js': slow });
  const cloud = there.run('up', '--port', '0');
  const pid = () => Number(readFileSync(join(there.root, 'pid'), 'utf8'));
  await until(() => existsSync(join(there.root, 'pid')) && pid() > 0);
  cloud.kill('SIGINT');
  expect(await cloud.ended).toMatchObject({ code: 130 });
  await until(() => !isAlive(pid()));
  expect(there.left()).toEqual([]);
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setImmediate();
}

test('Ctrl+C during deployment leaves nothing behind', async () => {
  const there = project({ 'template.json': TEMPLATE });
  const cloud = there.run('up', '--port', '0');
  await cloud.printed(/Deploying/);
  cloud.kill('SIGINT');
  // 0 where it was up already.
  expect([0, 130]).toContain((await cloud.ended).code);
  expect(there.left()).toEqual([]);
});

test('Ctrl+C during the demo leaves nothing behind', async () => {
  const scenarios = `
stateMachine: Machine
scenarios:
  long:
    description: It takes its time.
    steps: [call: { service: Lambda, operation: Invoke, input: { FunctionName: kettle } }]
    expect: { status: SUCCEEDED, path: [Sleep] }
`;
  const { Kettle } = TEMPLATE.Resources;
  const Code = { ZipFile: 'exports.handler = () => { for (;;); };' };
  const Busy = { ...Kettle, Properties: { ...Kettle.Properties, Timeout: 900, Code } };
  const there = project({
    'local-cloud.config.json': { template: 't.json' },
    't.json': {
      Resources: { ...TEMPLATE.Resources, Kettle: Busy },
      Outputs: { Machine: { Value: { Ref: 'Sleeper' } } },
    },
    'events/tea/scenarios.yml': scenarios,
    'events/tea/cup.json': '{}',
  });
  const cloud = there.run('demo');
  await cloud.printed(/Mail is at/);
  cloud.kill('SIGINT');
  expect(await cloud.ended).toMatchObject({ code: 130 });
  expect(there.left()).toEqual([]);
});
