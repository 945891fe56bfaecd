import type { Problems } from './problems.ts';
import { type Path, showPath } from './syntax.ts';

/** No path may lead to a part of what another leads to, nor read as a list what another reads as a map. */
export function checkOverlaps(
  paths: readonly Path[],
  problems: Problems<'overlap' | 'conflict' | string>,
): void {
  for (const [index, path] of paths.entries()) {
    for (const earlier of paths.slice(0, index)) checkPair(earlier, path, problems);
  }
}

function checkPair(one: Path, two: Path, problems: Problems<string>): void {
  const length = Math.min(one.length, two.length);
  const shown = `must remove or rewrite one of these paths; path one: ${showPath(one)}, path two: ${showPath(two)}`;
  for (let index = 0; index < length; index++) {
    if (typeof one[index] !== typeof two[index]) {
      problems.add('conflict', `Two document paths conflict with each other; ${shown}`);
      return;
    }
    if (one[index] !== two[index]) return;
  }
  problems.add('overlap', `Two document paths overlap with each other; ${shown}`);
}
