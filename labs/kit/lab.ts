import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Cloud } from 'local-cloud';

/** What the check of a lab proves, each by a sentence: it throws a `Finding` where that does not hold. */
export type Proofs = Readonly<Record<string, (cloud: Cloud) => Promise<void>>>;

/** What `labs/NN-name/check.ts` exports. */
export interface CheckModule {
  readonly proofs: Proofs;
  /** The proofs that the start fails, each with a part of what is told; it fails no other. */
  readonly starts: Readonly<Record<string, string>>;
}

export interface Lab extends CheckModule {
  readonly number: number;
  /** `03-choice`. */
  readonly name: string;
  readonly title: string;
  readonly folder: string;
}

export const LABS = join(import.meta.dirname, '..');

/** The labs in their order. */
export async function loadLabs(): Promise<Lab[]> {
  const names = readdirSync(LABS).filter((name) => /^\d\d-/.test(name));
  return Promise.all(names.sort().map(loadLab));
}

async function loadLab(name: string): Promise<Lab> {
  const folder = join(LABS, name);
  const module = pathToFileURL(join(folder, 'check.ts')).href;
  const { proofs, starts } = (await import(module)) as CheckModule;
  const [, title = name] = /^# Lab \d+: (.+)$/m.exec(readText(folder, 'README.md')) ?? [];
  return { number: Number(name.slice(0, 2)), name, title, folder, proofs, starts };
}

/** The hints of a lab, in the order in which they are revealed: each is a `## ` part of hints.md. */
export function hintsOf({ folder }: Lab): string[] {
  const [, ...hints] = readText(folder, 'hints.md').split(/^## /m);
  return hints.map((hint) => hint.trim());
}

export function readText(...path: string[]): string {
  return readFileSync(join(...path), 'utf8');
}
