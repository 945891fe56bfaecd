import { checkOverlaps } from './overlaps.ts';
import type { Placeholders } from './placeholders.ts';
import { Problems } from './problems.ts';
import { Reader, reading } from './reader.ts';
import type { Path } from './syntax.ts';

/** Reads a ProjectionExpression: document paths with commas between them. */
export function parseProjection(source: string, placeholders: Placeholders): Path[] {
  return reading('ProjectionExpression', source, () => {
    const problems = new Problems(['reserved', 'undefined', 'overlap', 'conflict']);
    const reader = new Reader(source, placeholders, {
      reserved: (text) => problems.add('reserved', text),
      undefinedName: (text) => problems.add('undefined', text),
      undefinedValue: (text) => problems.add('undefined', text),
    });
    const result = reader.list(() => reader.path());
    reader.expectEnd();
    checkOverlaps(result, problems);
    return { result, problem: problems.first };
  });
}
