import { addEffort, effort } from '../../../core/effort.ts';
import type { Eventually } from '../../execution/eventually.ts';
import type { Step } from '../../execution/node.ts';
import type { Payload } from '../../execution/payload.ts';
import type { Strand } from '../../execution/strand.ts';
import type { Scope } from '../../query/scope.ts';

/** What is to be asked of a scope, and what each answer leads to. */
export interface Question {
  readonly holds: (scope: Scope) => Eventually<boolean>;
  readonly yes: Way;
  readonly no: Way;
}

/** Leaves the Choice towards a state. */
export type Leave = (strand: Strand, input: Payload, scope: Scope) => Eventually<Step | undefined>;

/** Where the rules of a Choice lead to: the next question, or out of it. */
export type Way = Question | Leave;

/** As many characters of JSON are looked at in one step: a Choice may have 10,000 rules over a long text. */
const ENOUGH = 250_000;

/** What a question takes besides looking through a text, as characters of JSON. */
const QUESTION = 16;

/** Goes from question to question. What takes long is done in several steps, and others have their turn. */
export function decide(
  from: Way,
  strand: Strand,
  input: Payload,
  scope: Scope,
): Eventually<Step | undefined> {
  const before = effort();
  let way = from;
  while (typeof way !== 'function') {
    const question: Question = way;
    if (effort() - before > ENOUGH) return (again) => decide(question, again, input, scope);
    addEffort(QUESTION);
    const holds = question.holds(scope);
    if (holds instanceof Promise) {
      return holds.then((yes) => decide(yes ? question.yes : question.no, strand, input, scope));
    }
    way = holds ? question.yes : question.no;
  }
  return way(strand, input, scope);
}
