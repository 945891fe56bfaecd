import { UserError } from 'local-cloud';
import { didYouMean } from 'local-cloud/inspect';
import type { Lab } from './lab.ts';

export const COMMANDS = {
  list: 'the labs, and how far you are',
  open: 'opens a lab and checks it on every save: npm run lab 3',
  hint: 'reveals the next hint',
  diff: 'shows what leads from your folder to the solution',
  reset: 'puts your folder back to the start (asks first)',
  solution: 'puts the solution into your folder (asks first)',
  verify: 'checks the labs themselves: start, solution and wrong answers; one lab or all',
  help: 'this text',
} as const;

export type Command = keyof typeof COMMANDS;

export interface Wanted {
  readonly command: Command;
  readonly lab: Lab | undefined;
}

/** Reads `3 hint`, `hint 3`, `choice`, `03-choice` and the like: at most one command and one lab. */
export function readWords(words: readonly string[], labs: readonly Lab[]): Wanted {
  const read = words.map((word) => readWord(word.toLowerCase(), labs));
  const commands = read.filter((one): one is Command => typeof one === 'string');
  const chosen = read.filter((one): one is Lab => typeof one === 'object');
  if (commands.length > 1 || chosen.length > 1) {
    throw new UserError(`"${words.join(' ')}" is more than one command or lab`, {
      fix: 'Name one command and one lab, in any order: npm run lab 3 hint',
      exitCode: 2,
    });
  }
  const [lab] = chosen;
  return { command: commands[0] ?? (lab ? 'open' : 'list'), lab };
}

function readWord(word: string, labs: readonly Lab[]): Command | Lab {
  if (Object.hasOwn(COMMANDS, word)) return word as Command;
  const named = (lab: Lab) => [String(lab.number), lab.name.slice(0, 2), lab.name, slugOf(lab)];
  const lab = labs.find((one) => named(one).includes(word));
  if (lab !== undefined) return lab;
  const known = [...Object.keys(COMMANDS), ...labs.map(slugOf)];
  throw new UserError(`There is no lab or command "${word}"`, {
    fix: `${didYouMean(word, known)}npm run lab lists the labs, npm run lab help the commands.`,
    exitCode: 2,
  });
}

function slugOf({ name }: Lab): string {
  return name.slice(3);
}
