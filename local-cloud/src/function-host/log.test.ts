import { afterEach, describe, expect, it } from 'vitest';
import { NoRoom } from '../core/heap-room.ts';
import { awsError, TestCloud, type TestCloudOptions, testFunction } from './testing.ts';
import type { HostedFunction } from './types.ts';

let cloud: TestCloud;
afterEach(() => cloud.close());

async function run(
  source: string,
  settings: Partial<HostedFunction> = {},
  options: TestCloudOptions = {},
) {
  cloud = new TestCloud(options);
  const fn = testFunction({ 'index.mjs': source }, settings);
  const outcome = await cloud.invoke(fn);
  await cloud.clock.idle();
  return { fn, outcome };
}

const JSON_LOGS: HostedFunction['logging'] = {
  format: 'JSON',
  group: '/aws/lambda/greet',
  applicationLevel: undefined,
  systemLevel: undefined,
};

const TIME = '2030-01-01T00:00:00.000Z';

describe('the log in text format', () => {
  it('has what the platform says around what the function says', async () => {
    await run(`console.log('loaded'); export const handler = async () => {
      console.info('two\\nlines %s', 1); console.error({ a: 1 }); process.stdout.write('raw\\nmore'); process.stdout.write(' raw\\n'); };`);
    expect(cloud.logged()).toEqual([
      'INIT_START Runtime Version: nodejs:24.local\n',
      `${TIME}\t-\tINFO\tloaded\n`,
      'START RequestId: request-1 Version: $LATEST\n',
      `${TIME}\trequest-1\tINFO\ttwo\nlines 1\n`,
      `${TIME}\trequest-1\tERROR\t{ a: 1 }\n`,
      'raw\n',
      'more raw\n',
      'END RequestId: request-1\n',
      expect.stringMatching(
        /^REPORT RequestId: request-1\tDuration: 0\.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: 0\.00 ms\t\n$/,
      ),
    ]);
  });

  it('has the error that ended the invocation', async () => {
    await run('export const handler = async () => { throw new RangeError("far"); };');
    const line = cloud.logged().find((message) => message.includes('Invoke Error'));
    expect(line).toMatch(
      /^2030-01-01T00:00:00\.000Z\trequest-1\tERROR\tInvoke Error \t\{"errorType":"RangeError","errorMessage":"far","stack":\["RangeError: far"/,
    );
  });

  it('says that the function timed out', async () => {
    cloud = new TestCloud({ autoSkip: true });
    await cloud.invoke(
      testFunction({
        'index.mjs': 'export const handler = () => new Promise(() => setInterval(() => {}, 1000));',
      }),
    );
    await cloud.clock.idle();
    const lines = cloud.logged();
    expect(lines).toContain(
      '2030-01-01T00:00:03.000Z request-1 Task timed out after 3.00 seconds\n\n',
    );
    expect(lines.at(-1)).toMatch(/Duration: 3000\.00 ms\t.*\tStatus: timeout\t\n$/);
  });

  it('has the trace of a function that is traced', async () => {
    await run('export const handler = async () => {};', { tracing: 'Active' });
    expect(cloud.authorized).toEqual([
      'arn:aws:sts::123456789012:assumed-role/greeter/greet xray:PutTraceSegments',
      'arn:aws:sts::123456789012:assumed-role/greeter/greet xray:PutTelemetryRecords',
    ]);
    expect(cloud.logged().at(-1)).toMatch(
      /\nXRAY TraceId: 1-[0-9a-f]{8}-[0-9a-f]{24}\tSegmentId: [0-9a-f]{16}\tSampled: true\t\n$/,
    );
  });
});

describe('the log in JSON format', () => {
  it('is one object a line', async () => {
    await run(
      `export const handler = async () => { console.warn('low on %s', 'tea'); console.log({ a: 1 }); console.error(new TypeError('x')); console.debug('not kept'); };`,
      { logging: JSON_LOGS },
    );
    expect(cloud.logged().map((message) => JSON.parse(message))).toMatchObject([
      { time: TIME, type: 'platform.initStart', record: { initializationType: 'on-demand' } },
      { time: TIME, type: 'platform.start', record: { requestId: 'request-1' } },
      { timestamp: TIME, level: 'WARN', requestId: 'request-1', message: 'low on tea' },
      { level: 'INFO', message: { a: 1 } },
      {
        level: 'ERROR',
        message: { errorType: 'TypeError', errorMessage: 'x', stackTrace: expect.any(Array) },
      },
      {
        type: 'platform.report',
        record: {
          status: 'success',
          metrics: { durationMs: 0, billedDurationMs: 1, memorySizeMB: 128 },
        },
      },
    ]);
  });

  it('leaves out what is below the levels, of logging libraries too', async () => {
    await run(
      `const write = (level) => process.stdout.write(JSON.stringify({ level }) + '\\n');
       export const handler = async () => { write('INFO'); write('error'); console.warn('no'); };`,
      { logging: { ...JSON_LOGS, applicationLevel: 'ERROR', systemLevel: 'WARN' } },
    );
    expect(cloud.logged()).toEqual(['{"level":"error"}\n']);
  });
});

describe('the log stream', () => {
  it('is written by the function’s role, one for each environment', async () => {
    const { fn } = await run('export const handler = async () => {};');
    await cloud.invoke(fn);
    await cloud.clock.idle();
    expect(cloud.inputs('CreateLogStream')).toHaveLength(1);
    expect(cloud.inputs('PutLogEvents')).toHaveLength(2);
    const [call] = cloud.calls;
    expect(call!.principal).toEqual({
      kind: 'role',
      arn: 'arn:aws:sts::123456789012:assumed-role/greeter/greet',
      roleArn: 'arn:aws:iam::123456789012:role/greeter',
    });
  });

  it('makes its group when there is none and the role may', async () => {
    cloud = new TestCloud();
    let group = false;
    cloud.answers.set(
      'CloudWatch Logs CreateLogStream',
      () => group || awsError('ResourceNotFoundException')(),
    );
    cloud.answers.set('CloudWatch Logs CreateLogGroup', () => {
      group = true;
    });
    await cloud.invoke(testFunction({ 'index.mjs': 'export const handler = async () => {};' }));
    await cloud.clock.idle();
    expect(cloud.inputs('CreateLogGroup')).toEqual([{ logGroupName: '/aws/lambda/greet' }]);
    expect(cloud.logged()).not.toHaveLength(0);
  });

  it('is lost when the role may not write it: said once, and the function runs', async () => {
    cloud = new TestCloud();
    cloud.answers.set('CloudWatch Logs CreateLogStream', awsError('AccessDeniedException'));
    const fn = testFunction({ 'index.mjs': 'export const handler = async () => 1;' });
    for (let count = 0; count < 2; count++) {
      expect((await cloud.invoke(fn)).payload).toBe('1');
      await cloud.clock.idle();
    }
    expect(cloud.reports).toEqual([expect.stringContaining('/aws/lambda/greet takes none')]);
  });

  it('is written while the function runs, a batch at a time, and others have their turn', async () => {
    cloud = new TestCloud();
    let ended = false;
    const batches: { readonly events: number; readonly ended: boolean }[] = [];
    cloud.answers.set('CloudWatch Logs PutLogEvents', ({ input }) => {
      batches.push({ events: (input.logEvents as unknown[]).length, ended });
    });
    const fn = testFunction({
      'index.mjs': `export const handler = async () => {
        for (let n = 0; n < 40_000; n++) console.log('line', n);
      };`,
    });
    await cloud.invoke(fn);
    ended = true;
    await cloud.clock.idle();
    const before = batches.filter((batch) => !batch.ended);
    expect(before.length).toBeGreaterThan(1);
    expect(Math.max(...batches.map(({ events }) => events))).toBeLessThanOrEqual(10_000);
    expect(batches.reduce((sum, { events }) => sum + events, 0)).toBeGreaterThan(40_000);
  });

  it('is lost while there is no memory for its stream: said once, and written as soon as there is', async () => {
    cloud = new TestCloud();
    cloud.answers.set('CloudWatch Logs CreateLogStream', () => {
      throw new NoRoom(2 ** 30);
    });
    const fn = testFunction({ 'index.mjs': 'export const handler = async () => 1;' });
    for (let count = 0; count < 2; count++) {
      await cloud.invoke(fn);
      await cloud.clock.idle();
    }
    expect(cloud.logged()).toEqual([]);
    cloud.answers.delete('CloudWatch Logs CreateLogStream');
    await cloud.invoke(fn);
    await cloud.clock.idle();
    expect(cloud.logged()).toContain('END RequestId: request-3\n');
    expect(cloud.reports).toEqual([expect.stringMatching(/are lost for now.*has no memory/)]);
  });

  it('ends in the invocation’s tail', async () => {
    const { outcome } = await run(
      `export const handler = async () => { for (let i = 0; i < 300; i++) console.log('line', i); };`,
    );
    const tail = Buffer.from(outcome.logTail, 'base64').toString();
    expect(tail).toHaveLength(4096);
    expect(tail).toContain('line 299');
    expect(tail).toMatch(/REPORT RequestId: request-1.*\n$/s);
  });

  it('has the function’s name where the group is not its own', async () => {
    await run('export const handler = async () => {};', {
      logging: { ...JSON_LOGS, format: 'Text', group: 'shared' },
    });
    expect(cloud.inputs('CreateLogStream')).toEqual([
      {
        logGroupName: 'shared',
        logStreamName: expect.stringMatching(/^2030\/01\/01\/greet\[\$LATEST\]/),
      },
    ]);
  });
});
