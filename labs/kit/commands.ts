import { relative } from 'node:path';
import { styleText } from 'node:util';
import { UserError } from 'local-cloud';
import type { Checked } from './check.ts';
import { hintsOf, type Lab, readText } from './lab.ts';
import { diffBetween } from './patches.ts';
import { notePassed, readProgress, writeProgress } from './progress.ts';
import { report } from './report.ts';
import { verifyLab } from './verify.ts';
import { watchLab } from './watch.ts';
import { COMMANDS } from './words.ts';
import { openWork, replaceWork, workOf } from './working-copy.ts';

export type Say = (text: string) => void;

export function listLabs(labs: readonly Lab[], say: Say): void {
  const { passed, opened } = readProgress();
  for (const { number, name, title } of labs) {
    const mark = passed.includes(name) ? styleText('green', '✓') : ' ';
    const here = name === opened ? styleText('dim', '  (opened last)') : '';
    say(`${mark} ${String(number).padStart(2)}  ${title}${here}`);
  }
  const done = labs.filter(({ name }) => passed.includes(name)).length;
  const next = labs.find(({ name }) => !passed.includes(name));
  const then = next ? `Go on with: npm run lab ${next.number}` : 'That was the workshop.';
  say(`\n${done} of ${labs.length} done. ${then}`);
}

export function help(say: Say): void {
  const rows = Object.entries(COMMANDS).map(([name, what]) => `  ${name.padEnd(10)}${what}`);
  say(['npm run lab [<lab>] [<command>]', '', ...rows].join('\n'));
  say('\nA lab is its number or its name. Without one, the lab that was opened last is meant.');
}

/** Checks on every save until the signal. */
export async function openLab(lab: Lab, say: Say, stop: AbortSignal): Promise<void> {
  const folder = openWork(lab);
  writeProgress({ opened: lab.name });
  say(readText(lab.folder, 'README.md'));
  say(`${styleText('bold', 'Your folder')}  ${relative(process.cwd(), folder)}`);
  say(`Every save is checked. npm run lab hint in another terminal helps on; Ctrl+C ends.`);
  await watchLab(lab, folder, (checked, ms) => tellChecked(lab, checked, ms, say), stop);
}

function tellChecked(lab: Lab, checked: Checked, ms: number, say: Say): void {
  say(`\n${report(checked)}`);
  const seconds = `checked in ${(ms / 1000).toFixed(1)} s`;
  const address = checked.cloud ? `, console: ${checked.cloud.endpoint}` : '';
  say(styleText('dim', `  ${seconds}${address}`));
  if (checked.verdicts.some(({ told }) => told !== undefined)) return;
  notePassed(lab.name);
  say(
    styleText(
      'green',
      `\n  Lab ${lab.number} is done. npm run lab diff compares with the solution, npm run lab says what is next.`,
    ),
  );
}

export function hint(lab: Lab, say: Say): void {
  const all = hintsOf(lab);
  const { hints } = readProgress();
  const revealed = Math.min((hints[lab.name] ?? 0) + 1, all.length);
  writeProgress({ hints: { ...hints, [lab.name]: revealed } });
  say(`Hint ${revealed} of ${all.length}: ${all[revealed - 1]}`);
}

export function diff(lab: Lab, say: Say): void {
  const lines = diffBetween(openWork(lab), `${lab.folder}/solution`).split('\n');
  const colour = (line: string) =>
    /^\+(?!\+\+)/.test(line)
      ? styleText('green', line)
      : /^-(?!--)/.test(line)
        ? styleText('red', line)
        : line;
  say(lines.length > 1 ? lines.map(colour).join('\n') : 'Your folder is the solution.');
}

/** Puts the start or the solution in the place of the learner's work, if they say yes. */
export async function replace(
  lab: Lab,
  by: 'start' | 'solution',
  ask: (question: string) => Promise<string>,
  say: Say,
): Promise<void> {
  const folder = relative(process.cwd(), workOf(lab));
  const answer = await ask(`What you wrote in ${folder} gives way to the ${by}. Go on? (y/N) `);
  if (!/^y(es)?$/i.test(answer.trim())) return say('Nothing was changed.');
  replaceWork(lab, by);
  say(`${folder} is the ${by} now.`);
}

/** @throws UserError that lists what is not as it should be */
export async function verify(labs: readonly Lab[], say: Say): Promise<void> {
  const all: string[] = [];
  for (const lab of labs) {
    const problems = await verifyLab(lab);
    const mark = problems.length === 0 ? styleText('green', '✓') : styleText('red', '✗');
    say(`${mark} ${lab.number} ${lab.title}`);
    all.push(...problems.map((problem) => `lab ${lab.number}: ${problem}`));
  }
  if (all.length > 0) {
    throw new UserError('The labs are not as they should be', { why: all.join('\n') });
  }
}
