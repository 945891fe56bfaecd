import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { root } from '../project.ts';

/** Where this learner works: said before what reads it is loaded. */
const work = mkdtempSync(join(tmpdir(), 'labs-'));
process.env.LAB_WORK = work;
const { run } = await import('../../labs/kit/run.ts');
afterAll(() => rmSync(work, { recursive: true }));

/** What `npm run lab ...` prints. */
async function typed(words: string, answer = ''): Promise<string> {
  const said: string[] = [];
  await run(words.split(' ').filter(Boolean), {
    say: (text) => said.push(stripVTControlCharacters(text)),
    ask: async () => answer,
    interrupted: () => AbortSignal.abort(),
  });
  return said.join('\n');
}

/** `npm run lab 1` in a process; `printed` resolves as soon as it has printed a text. */
function opened(number: string) {
  const args = ['--conditions=local-cloud-source', join(root, 'labs/main.ts'), number];
  const child = spawn(process.execPath, args, { cwd: root, env: process.env });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => (out += stripVTControlCharacters(String(data))));
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const printed = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => out.includes(text) && resolve(out);
      child.stdout.on('data', look);
      child.on('close', () => reject(new Error(`ended without "${text}": ${out}`)));
      look();
    });
  return { child, ended, printed };
}

test('a lab is opened, checked on every save, done, and ended by Ctrl+C', async () => {
  const lab = opened('1');
  const broken = await lab.printed('checked in');
  expect(broken).toMatch(/✗ It can be deployed\n\n {2}What happened .*StartAt/);
  const solution = join(root, 'labs/01-first-state/solution');
  cpSync(solution, join(work, '01-first-state'), { recursive: true });
  const done = await lab.printed('Lab 1 is done');
  const [, console] = /console: (http:\/\/127\.0\.0\.1:\d+)/.exec(done)!;
  expect((await fetch(console!, { headers: { accept: 'text/html' } })).status).toBe(200);
  lab.child.kill('SIGINT');
  expect(await lab.ended).toBe(0);
  expect(await typed('')).toMatch(/^✓ {2}1 {2}First state {2}\(opened last\)\n {3}2/);
});

test('hints come one by one, for the lab that was opened last', async () => {
  expect(await typed('hint')).toMatch(/^Hint 1 of 3: The message\n/);
  expect(await typed('hint 1')).toMatch(/^Hint 2 of 3: Names\n/);
});

test('the folder goes back to the start when the learner says yes, and to nothing else', async () => {
  expect(await typed('diff')).toBe('Your folder is the solution.');
  expect(await typed('reset 1', 'n')).toBe('Nothing was changed.');
  expect(await typed('1 reset', 'y')).toMatch(/is the start now\.$/);
  expect(await typed('diff first-state')).toContain(
    '-  "StartAt": "Greet",\n+  "StartAt": "Greet Customer",',
  );
  expect(await typed('solution', 'yes')).toMatch(/is the solution now\.$/);
  expect(await typed('diff')).toBe('Your folder is the solution.');
});

test('a file in the place of the folder of a lab is told with what to do', async () => {
  writeFileSync(join(work, '02-data'), 'notes');
  const toldSo = /02-data is no folder\n.*\n.*npm run lab 2 reset/;
  await expect(typed('2')).rejects.toThrow(toldSo);
  await expect(typed('2 diff')).rejects.toThrow(toldSo);
  expect(await typed('2 reset', 'y')).toMatch(/is the start now\.$/);
});

test('a word that is none is answered with the one that was meant', async () => {
  await expect(typed('choise')).rejects.toThrow(
    /There is no lab or command "choise"\n.*Did you mean "choice"\?/,
  );
  await expect(typed('3 hnt')).rejects.toThrow(/Did you mean "hint"\?/);
  await expect(typed('1 2')).rejects.toThrow(/more than one command or lab/);
});

test('a progress that cannot be read is told with what to do', async () => {
  const file = join(work, 'progress.json');
  const progress = readFileSync(file);
  writeFileSync(file, '{ "opened": ');
  await expect(typed('')).rejects.toThrow(/progress\.json is not the progress .*\n.*Remove it/);
  writeFileSync(file, progress);
});
