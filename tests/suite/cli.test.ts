import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from 'local-cloud';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { root } from '../project.ts';
import { typed, type Where } from './typed.ts';

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

const QUEUE = { Type: 'AWS::SQS::Queue' };
const IN_EUROPE = { template: 'template.json', region: 'eu-central-1' };

/** As `npm start` leaves it: what is typed here is typed beside it. */
let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ project: root });
});
afterAll(() => cloud.close());

const beside = (words: readonly string[], where: Partial<Where> = {}) =>
  typed(words, { endpoint: cloud.endpoint, ...where });
const run = (words: readonly string[], where?: Partial<Where>) => beside(words, where).ended;
const payload = (file: string) => join(root, 'events', file);

describe('start', () => {
  test('--wait prints how a Standard execution ends', async () => {
    const file = payload('daycare-registration/confirmed.json');
    const words = ['start', 'daycare-registration', file, '--name', 'waited', '--wait'];
    const { code, out } = await run(words);
    expect(code).toBe(0);
    expect(out).toMatch(
      /:execution:workflows-dev-daycare-registration:waited\n +End +SUCCEEDED in /,
    );
    expect(out).toContain('"status": "CONFIRMED"');
  });

  test('--wait prints how an Express execution ends', async () => {
    const file = payload('bank-account/opened.json');
    const { code, out } = await run(['start', 'bank-account', file, '--wait', '--json']);
    expect(code).toBe(0);
    const end = JSON.parse(out);
    expect(end).toMatchObject({ status: 'SUCCEEDED' });
    expect(JSON.parse(end.output)).toMatchObject({ decision: 'OPENED' });
  });

  test('an execution that fails is exit code 1, with its error', async () => {
    const input = JSON.stringify({ registrationId: 'sample-none' });
    const { code, out } = await run(['start', 'daycare-registration', input, '--wait']);
    expect(code).toBe(1);
    expect(out).toMatch(/End +FAILED in .*\n +Error /);
  });

  test('the payload is a file, standard input or JSON', async () => {
    const id = 'DaycareRegistrationStateMachine';
    const words = ['start', id, '-', '--name', 'piped'];
    const piped = await run(words, { stdin: '{"registrationId":"sample-piped"}' });
    expect(piped.out).toContain('Started arn:aws:states:');
    const arn = piped.out.trim().split(' ').at(-1)!;
    expect((await cloud.execution(arn)).input).toEqual({ registrationId: 'sample-piped' });
    const wrong = await run(['start', id, 'no-such-file']);
    expect(wrong).toMatchObject({
      code: 2,
      err: expect.stringContaining('"no-such-file" is neither a file nor JSON'),
    });
  });

  test('an unknown state machine is answered with the one that was meant, and all', async () => {
    expect(await run(['start', 'credit-crad', '{}'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/Did you mean "credit-card"\? Take one of: .*\bbank-account\b/),
    });
  });

  test('what AWS refuses is said in its words', async () => {
    const { code, err } = await run(['start', 'credit-card', '{}', '--name', 'a b']);
    expect(code).toBe(1);
    expect(err).toMatch(/^Error: InvalidName: /);
    expect(err).not.toContain('unexpected');
  });
});

describe('history', () => {
  const parents = 'parents@example.com';
  beforeAll(async () => {
    const file = payload('daycare-registration/birthday-today.json');
    await run(['start', 'daycare-registration', file, '--name', 'told', '--wait']);
  });

  test('shows input and output, folded to the terminal', async () => {
    const { out } = await run(['history', 'told'], { columns: 80 });
    // The ARN stands alone, to be copied whole.
    expect(widest(out.replace(/^arn:.*/, ''))).toBeLessThanOrEqual(80);
    expect(out).toMatch(/^ {2}Input +\{ "registrationId": "sample-birthday-today",/m);
    expect(out).toMatch(/^ {2}(Output|Cause) +/m);
    expect(out).toMatch(/TaskScheduled +lambda invoke\n +parameters: \{ "FunctionName":/);
    expect(out).toContain('--json prints all');
  });

  test('cuts and folds nothing in a pipe', async () => {
    const { out } = await run(['history', 'told']);
    expect(out).not.toContain('--json prints all');
    expect(widest(out)).toBeGreaterThan(120);
    expect(out).toContain(parents);
  });

  test('--json prints everything', async () => {
    const { events } = JSON.parse((await run(['history', 'told', '--json'])).out);
    expect(JSON.parse(events[0].details.input).parents[0].email).toBe(parents);
  });

  test('a name that is nearly right is answered with the one that was meant', async () => {
    const { err } = await run(['history', 'tolf']);
    expect(err).toContain('Did you mean "told"?');
  });
});

test.each([60, 80, 120])('executions fits a terminal of %i columns', async (columns) => {
  await run(['start', 'daycare-registration', '{"registrationId":"sample-wide"}', '--wait']);
  const { out } = await run(['executions'], { columns });
  expect(widest(out)).toBeLessThanOrEqual(columns);
  expect(out).toMatch(/^workflows-/m);
  expect(out).toContain('InformationIncomplete');
});

describe('logs', () => {
  test('of a function are what it wrote to CloudWatch Logs, with times', async () => {
    const file = payload('bank-account/opened.json');
    await run(['start', 'bank-account', file, '--wait']);
    const { out } = await run(['logs', 'check-name']);
    expect(out).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z START RequestId: /m);
    expect(out).not.toContain('check-address');
  });

  test('of a workflow are those of its state machine, and of the functions that it calls', async () => {
    const lines = (await run(['logs', 'bank-account', '--json'])).out.trim().split('\n');
    const names = lines.map((line) => JSON.parse(line).name);
    expect([...new Set(names)].sort()).toEqual(
      expect.arrayContaining([
        'approve-application',
        'bank-account',
        'check-address',
        'check-name',
      ]),
    );
    expect(names).not.toContain('get-credit-score');
    const times = lines.map((line) => JSON.parse(line).time);
    expect(times).toEqual([...times].sort());
  });

  test('of which there are none say so, and not among the lines', async () => {
    const none = await run(['logs', 'deploy-model', '--since', '1s']);
    expect(none).toMatchObject({ code: 0, out: '', err: 'Nothing was logged in the last 1s.\n' });
  });

  test('--follow goes on with what is logged from then on', async () => {
    const { child, printed, ended } = beside(['logs', 'bank-account', '--follow']);
    await printed('ExecutionSucceeded');
    await run(['start', 'bank-account', payload('bank-account/opened.json'), '--name', 'followed']);
    expect(await printed(':followed:')).toContain('ExecutionSucceeded');
    child.kill();
    await ended;
  });
});

describe('where no cloud answers', () => {
  const nowhere = 'http://127.0.0.1:9';

  test.each([
    ['executions'],
    ['history', 'one'],
    ['mail'],
    ['clock'],
    ['logs'],
    ['start', 'credit-card', '{}'],
    ['fork', 'one', '--at', 'Two'],
    ['run', 'bank-account', 'opened', '--here'],
    ['run', 'bank-account', 'opened', '--endpoint', nowhere],
  ])('%s %s says so, and how to go on', async (...words) => {
    const { code, err } = await run(words, { endpoint: nowhere });
    expect(code).toBe(1);
    expect(err).toBe(
      `Error: No local cloud answers at ${nowhere}\nHow to fix it: Start one with \`npx local-cloud up\`, or say where it is with --endpoint URL or AWS_ENDPOINT_URL.\n`,
    );
  });
});

describe('run', () => {
  const opened = async () => {
    const { out } = await run(['executions', '--json']);
    // A schedule may start one of another workflow.
    const all: { stateMachine: string }[] = JSON.parse(out);
    return all.filter(({ stateMachine }) => stateMachine.endsWith('bank-account')).length;
  };

  test('takes a cloud of its own, though one is running', async () => {
    const before = await opened();
    const { code, out } = await run(['run', 'bank-account', 'opened']);
    expect(code, out).toBe(0);
    expect(out).toContain('bank-account opened went as expected');
    expect(await opened()).toBe(before);
  });

  test('--here takes the running one', async () => {
    const before = await opened();
    const { code, err } = await run(['run', 'bank-account', 'opened', '--here']);
    expect(code, err).toBe(0);
    expect(await opened()).toBe(before + 1);
  });

  test.each([['--here'], ['--endpoint']])(
    '%s refuses the cloud of another project by name',
    async (flag) => {
      const other = copyOfProject();
      const before = await opened();
      const words = ['run', 'bank-account', 'opened', flag];
      const { code, err } = await run(flag === '--here' ? words : [...words, cloud.endpoint], {
        cwd: other,
      });
      expect(code).toBe(1);
      expect(err).toContain(`The cloud at ${cloud.endpoint} is of another project`);
      expect(err).toContain(`It serves ${realpathSync(root)}, and this is ${other}.`);
      expect(await opened()).toBe(before);
    },
  );

  test('finds its own project by another way to its folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'link-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const link = join(folder, 'project');
    symlinkSync(root, link);
    const { code, err } = await run(['run', 'bank-account', 'opened', '--here'], { cwd: link });
    expect(code, err).toBe(0);
  });

  function copyOfProject(): string {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'other-')));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'events'));
    for (const name of ['local-cloud.config.json', 'runners', 'events/bank-account']) {
      cpSync(join(root, name), join(folder, name), { recursive: true });
    }
    return folder;
  }
});

test('up prints a line when an execution starts, and one when it ends', async () => {
  const { child, printed, ended } = beside(['up', '--port', '0']);
  const endpoint = /http:\/\/127\.0\.0\.1:\d+/.exec(await printed('Ctrl+C'))![0];
  const start = (input: string) =>
    run(['start', 'daycare-registration', input, '--name', 'a'], { endpoint });
  await start('{"registrationId":"sample-up"}');
  const out = await printed('FAILED');
  const lines = out.split('\n').filter((line) => /^\d.* daycare-registration /.test(line));
  expect(lines).toEqual([
    expect.stringMatching(/^\d\d:\d\d:\d\d {2}daycare-registration {2}a {2}started$/),
    expect.stringMatching(/^\d\d:\d\d:\d\d {2}daycare-registration {2}a {2}FAILED in .* {2}\w+/),
  ]);
  child.kill();
  expect((await ended).code).toBe(0);
});

test('a cloud of another region is talked to in its region', async () => {
  const project = mkdtempSync(join(tmpdir(), 'region-'));
  onTestFinished(() => rmSync(project, { recursive: true }));
  writeFileSync(join(project, 'template.json'), JSON.stringify({ Resources: { Queue: QUEUE } }));
  writeFileSync(join(project, 'local-cloud.config.json'), JSON.stringify(IN_EUROPE));
  await using european = await startCloud({ project });
  const { code, out, err } = await run(['executions'], { endpoint: european.endpoint });
  expect(code, err).toBe(0);
  expect(out).toContain('There are no executions yet.');
});

test('a browser finds out at / where things are', async () => {
  const answer = await fetch(cloud.endpoint, { headers: { accept: 'text/html' } });
  expect(answer.headers.get('content-type')).toContain('text/html');
  const html = await answer.text();
  expect(html).toContain(realpathSync(root));
  expect(html).toContain(`<a href="${cloud.output('ApiUrl')}">`);
  expect(html).toContain('<li>workflows-dev-credit-card</li>');
});
