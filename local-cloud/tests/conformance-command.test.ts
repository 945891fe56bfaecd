import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

/** The command on recordings of our own making. */

const MAIN = fileURLToPath(new URL('../conformance/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A recording of a Pass state that gave `output`. */
function recording(id: string, area: string, output: object): object {
  const states = { Done: { Type: 'Pass', Result: { ok: true }, End: true } };
  return {
    ...{ id, area, kind: 'execution', tier: 'A:no-services', input: '{}', source: {} },
    ...{ wildcards: [], localstackKnownDivergence: [] },
    stateMachine: {
      ...{ name: 'm', type: 'STANDARD', roleArn: 'arn:aws:iam::123456789012:role/m' },
      definition: { StartAt: 'Done', States: states },
    },
    expected: { status: 'SUCCEEDED', output },
  };
}

const fixtures = [
  recording('own/right', 'own', { ok: true }),
  recording('own/wrong', 'own', { ok: false }),
  recording('other/right', 'other', { ok: true }),
  { id: 'other/broken', area: 'other', kind: 'execution', expected: {}, wildcards: [] },
];
writeFileSync(join(folder, 'own.json'), JSON.stringify({ fixtures }));

function conformance(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...options], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('any folder of recordings is judged: rates, misses by id, and a report', () => {
  const json = join(folder, 'report.txt');
  const stdout = execFileSync(process.execPath, [MAIN, '--dir', folder, '--json', json], {
    encoding: 'utf8',
  });
  expect(stdout).toContain('miss (outcome) own/wrong');
  expect(stdout).toContain('4 fixtures: outcome 50 %');
  const report = JSON.parse(readFileSync(json, 'utf8'));
  expect(report.summary).toEqual({ total: 4, outcomeRate: 50, causeRate: 50, historyRate: 0 });
  expect(Object.keys(report)).toEqual(
    expect.arrayContaining(['summary', 'tiers', 'kinds', 'misses', 'suites']),
  );
  expect(report.misses.map(({ id }: { id: string }) => id)).toEqual(['own/wrong', 'other/broken']);
});

test('an area and an id pick some of them, and tell what is wrong', () => {
  expect(conformance('--dir', folder, '--area', 'own').stdout).toContain(
    '2 fixtures: outcome 50 %',
  );
  const { stdout } = conformance('--dir', folder, '--id', 'own/wrong');
  expect(stdout).toContain('1 fixtures: outcome 0 %');
  expect(stdout).toContain('$.ok: expected false, got true');
});

/** A queue that is made, and the answer that was recorded to that. */
function call(test: string, QueueName: string, QueueUrl: string): object {
  const ResponseMetadata = { HTTPHeaders: {}, HTTPStatusCode: 200 };
  return {
    ...{ test, requestsFrom: 'requests' },
    requests: [{ call: 'sqs:CreateQueue', params: { QueueName } }, { match: 'made' }],
    'recorded-content': { made: { QueueUrl, ResponseMetadata } },
  };
}

test('recordings of services are judged alone: a score by service, and every miss', () => {
  const services = mkdtempSync(join(tmpdir(), 'service-recordings-'));
  const recordings = [
    call('own/right', 'q', '<queue-url:1>'),
    call('own/wrong', 'q', 'ftp://q'),
    { ...call('own/open', '<...>', '<queue-url:1>'), requests: [{ match: 'made' }] },
  ];
  writeFileSync(join(services, 'sqs.json'), JSON.stringify({ recordings }));
  const { stdout } = conformance('--services', '--dir', services, '--details');
  rmSync(services, { recursive: true });
  expect(stdout).toMatch(/sqs +3 +3 +1 +0 +1\/2 50 % +1\/2/);
  expect(stdout).toContain('miss own/wrong');
  expect(stdout).toContain('$.QueueUrl: expected "ftp://q"');
  expect(stdout).toContain('not judgeable own/open');
});

test.each([
  ['a folder that is not there', ['--dir', join(folder, 'none')], 'There is no folder'],
  ['an id that is none', ['--dir', folder, '--id', 'nowhere'], 'has "nowhere" in its id'],
  ['an area that is none', ['--dir', folder, '--area', 'moon'], 'Areas: other, own'],
  ['an option that is none', ['--colour'], "Unknown option '--colour'"],
  ['a report that cannot be written', ['--dir', folder, '--json', folder], 'cannot be written'],
])('%s is refused with the exit code 2', (_, options, message) => {
  const { status, stderr } = conformance(...options);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
});

test('a folder without recordings is refused with the exit code 2', () => {
  const empty = mkdtempSync(join(tmpdir(), 'no-recordings-'));
  const { status, stderr } = conformance('--dir', empty);
  rmSync(empty, { recursive: true });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining('The folder holds no recordings'),
  });
});
