import { join } from 'node:path';
import { checkFolder, type Verdict } from './check.ts';
import type { Told } from './finding.ts';
import type { Lab } from './lab.ts';
import { withWrongAnswer, wrongAnswers } from './patches.ts';

/** Typical wrong answers that a lab knows, at least. */
const WRONG_ANSWERS = 3;

/** What is not as it should be with a lab itself: its start, its solution, its wrong answers. */
export async function verifyLab(lab: Lab): Promise<string[]> {
  const start = await findingsOf(lab, join(lab.folder, 'start'));
  const solution = await findingsOf(lab, join(lab.folder, 'solution'));
  return [
    ...startProblems(lab, start),
    ...solution.map(({ proof, told }) => `the solution fails "${proof}": ${told.happened}`),
    ...(await wrongProblems(lab, start)),
  ];
}

type Failed = Required<Verdict>;

async function findingsOf(lab: Lab, folder: string): Promise<Failed[]> {
  const { verdicts, cloud } = await checkFolder(lab, folder);
  await cloud?.close();
  return verdicts.filter((verdict): verdict is Failed => verdict.told !== undefined);
}

/** The start fails for the stated reasons, and for no other. */
function startProblems({ starts }: Lab, found: readonly Failed[]): string[] {
  const missed = Object.keys(starts).filter((proof) => !found.some((one) => one.proof === proof));
  const others = found.filter(({ proof, told }) => {
    const says = starts[proof];
    return says === undefined || !told.happened.includes(says);
  });
  return [
    ...missed.map((proof) => `the start does not fail "${proof}"`),
    ...others.map(({ proof, told }) => `the start fails "${proof}" like this: ${told.happened}`),
  ];
}

/** Each wrong answer is told its own: what it says of itself, and what no other is told. */
async function wrongProblems(lab: Lab, start: readonly Failed[]): Promise<string[]> {
  const answers = wrongAnswers(lab);
  const told = new Map(start.slice(0, 1).map((one) => [key(one.told), 'the start']));
  const problems =
    answers.length < WRONG_ANSWERS ? [`it has ${answers.length} wrong answers: too few`] : [];
  for (const answer of answers) {
    const [first] = await withWrongAnswer(lab, answer, (folder) => findingsOf(lab, folder));
    const name = `the wrong answer ${answer.name}`;
    if (first === undefined) problems.push(`${name} passes`);
    else if (!first.told.happened.includes(answer.says)) {
      problems.push(`${name} is told: ${first.told.happened}`);
    } else if (told.has(key(first.told))) {
      problems.push(`${name} is told the same as ${told.get(key(first.told))}`);
    } else told.set(key(first.told), name);
  }
  return problems;
}

function key({ happened, expected, look }: Told): string {
  return [happened, expected, look].join('\n');
}
