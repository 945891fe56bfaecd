import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Json } from '../src/core/json.ts';
import { compilePattern } from '../src/services/eventbridge/pattern/compile.ts';

const folder = join(import.meta.dirname, '../../../shared/conformance/eventbridge');
const there = existsSync(folder);
if (!there) console.log(`Skipped: no recordings of EventBridge patterns in ${folder}.`);

interface MatchFixture {
  id: string;
  rules: { name: string; pattern: Json }[];
  event: Json;
  matched: string[];
}

interface ValidityFixture {
  id: string;
  ruleText: string;
  valid: boolean;
}

/** Recorded with the library's option that refuses a path given twice; EventBridge takes the last. */
const NO_OVERRIDE = [
  'check/JsonRuleCompilerTest.testWithRuleOverride#151',
  'check/JsonRuleCompilerTest.testWithRuleOverride#153',
];

function fixtures<T>(name: string): T[] {
  if (!there) return [];
  return (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { fixtures: T[] }).fixtures;
}

function problem(text: string): string | undefined {
  try {
    compilePattern(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe.skipIf(!there)('event patterns as the library behind EventBridge matches them', () => {
  test('every rule set matches an event as recorded', () => {
    const misses = fixtures<MatchFixture>('event-ruler-matches.json').filter(
      ({ rules, event, matched }) => {
        const found = rules.filter(({ pattern }) =>
          compilePattern(JSON.stringify(pattern)).matches(event),
        );
        const names = new Set(found.map(({ name }) => name));
        return [...names].sort().join() !== [...new Set(matched)].sort().join();
      },
    );
    expect(misses.map(({ id }) => id)).toEqual([]);
  });

  test('patterns are accepted and refused as recorded', () => {
    const misses = fixtures<ValidityFixture>('event-ruler-pattern-validity.json').filter(
      ({ ruleText, valid }) => (problem(ruleText) === undefined) !== valid,
    );
    expect(misses.map(({ id }) => id)).toEqual(NO_OVERRIDE);
  });
});
