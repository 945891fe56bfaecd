import { UserError } from 'local-cloud';
import * as commands from './commands.ts';
import { type Lab, loadLabs } from './lab.ts';
import { readProgress } from './progress.ts';
import { readWords } from './words.ts';

/** The terminal that a command talks to. */
export interface Terminal {
  readonly say: (text: string) => void;
  readonly ask: (question: string) => Promise<string>;
  /** Aborted when the learner wants to end. Asked for by what goes on until then. */
  readonly interrupted: () => AbortSignal;
}

/** Runs what the words of `npm run lab` ask for. */
export async function run(words: readonly string[], terminal: Terminal): Promise<void> {
  const { say, ask, interrupted } = terminal;
  const labs = await loadLabs();
  const { command, lab } = readWords(words, labs);
  const chosen = () => lab ?? openedLast(labs);
  switch (command) {
    case 'list':
      return commands.listLabs(labs, say);
    case 'help':
      return commands.help(say);
    case 'open':
      return commands.openLab(chosen(), say, interrupted());
    case 'hint':
      return commands.hint(chosen(), say);
    case 'diff':
      return commands.diff(chosen(), say);
    case 'reset':
      return commands.replace(chosen(), 'start', ask, say);
    case 'solution':
      return commands.replace(chosen(), 'solution', ask, say);
    case 'verify':
      return commands.verify(lab ? [lab] : labs, say);
  }
}

function openedLast(labs: readonly Lab[]): Lab {
  const { opened } = readProgress();
  const lab = labs.find(({ name }) => name === opened);
  if (lab !== undefined) return lab;
  throw new UserError('No lab has been opened yet', { fix: 'npm run lab 1', exitCode: 2 });
}
