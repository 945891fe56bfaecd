import { expect, test } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { nextTurn } from '../../../core/turns.ts';
import { TestBench } from '../../execution/testing/bench.ts';

const long = { text: 'a'.repeat(200_000) };
const rules = Array.from(
  { length: 500 },
  (): JsonObject => ({ Variable: '$.text', StringMatches: '*b' }),
);

function choice(rule: JsonObject[]): JsonObject {
  const Choices = rule.map((each) => ({ ...each, Next: 'Yes' }));
  return {
    StartAt: 'Which',
    States: {
      Which: { Type: 'Choice', Choices, Default: 'No' },
      Yes: { Type: 'Succeed' },
      No: { Type: 'Succeed' },
    },
  };
}

test.each([
  ['rules', choice(rules), 'No'],
  ['one Or', choice([{ Or: rules }]), 'No'],
  ['one And of Nots', choice([{ And: rules.map((rule) => ({ Not: rule })) }]), 'Yes'],
  ['Ors within each other', choice([{ Or: [{ Or: rules }, { Not: { And: rules } }] }]), 'Yes'],
])(
  '%s over a long text are gone through in several turns of the event loop',
  async (_, machine, next) => {
    const run = new TestBench().start(machine, long);
    let turns = 0;
    for (; !run.ended; turns++) await nextTurn();
    expect(turns).toBeGreaterThan(20);
    expect(run.history.at(-2)?.stateExitedEventDetails?.name).toBe(next);
  },
);
