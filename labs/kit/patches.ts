import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { applyPatch, createTwoFilesPatch, parsePatch } from 'diff';
import { UserError } from 'local-cloud';
import { type Lab, readText } from './lab.ts';

/** A wrong answer: `wrong/<name>.patch`, a sentence, what its finding says, and a diff to the solution. */
export interface WrongAnswer {
  readonly name: string;
  /** A part of what the learner is told. */
  readonly says: string;
  readonly diff: string;
}

export function wrongAnswers({ folder }: Lab): WrongAnswer[] {
  const files = readdirSync(join(folder, 'wrong')).sort();
  return files.map((file) => {
    const text = readText(folder, 'wrong', file);
    const [head = '', ...diff] = text.split(/^(?=--- )/m);
    const [, says] = /^Says: (.+)$/m.exec(head) ?? [];
    if (says !== undefined)
      return { name: file.replace(/\.patch$/, ''), says, diff: diff.join('') };
    throw new UserError(`${file} has no line "Says: "`, { fix: 'Write what the learner is told.' });
  });
}

/** Does something with the solution as a wrong answer changes it, in a folder that is gone afterwards. */
export async function withWrongAnswer<T>(
  lab: Lab,
  { name, diff }: WrongAnswer,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  try {
    cpSync(join(lab.folder, 'solution'), folder, { recursive: true });
    for (const patch of parsePatch(diff)) {
      const file = join(folder, patch.newFileName!);
      const changed = applyPatch(readText(file), patch);
      if (changed === false)
        throw new UserError(`${name} of ${lab.name} does not fit the solution`);
      writeFileSync(file, changed);
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What leads from one folder to another, as a unified diff; empty where they are the same. */
export function diffBetween(from: string, to: string): string {
  const files = new Set([...filesIn(from), ...filesIn(to)]);
  return [...files]
    .sort()
    .map((file) => [file, textOr(from, file), textOr(to, file)] as const)
    .filter(([, before, after]) => before !== after)
    .map(([file, before, after]) =>
      createTwoFilesPatch(file, file, before, after, 'yours', 'solution'),
    )
    .join('');
}

/**
 * The files of a folder, as paths from there, but for what tools keep: folders that begin with a dot.
 * None of a folder that is gone.
 */
export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('.'));
}

function textOr(folder: string, file: string): string {
  return filesIn(folder).includes(file) ? readText(folder, file) : '';
}
