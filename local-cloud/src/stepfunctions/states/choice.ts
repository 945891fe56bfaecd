import { StatesError } from '../errors.ts';
import { chain, type Eventually } from '../execution/eventually.ts';
import type { StateNode, Step } from '../execution/node.ts';
import type { Payload } from '../execution/payload.ts';
import { StrandScope } from '../execution/scope.ts';
import type { Strand } from '../execution/strand.ts';
import type { ChoiceRule, ChoiceState, QueryLanguage, Results } from '../language/definition.ts';
import type { Scope } from '../query/scope.ts';
import { BaseNode, type Compilation, successor } from './base.ts';
import { compileComparison } from './choice/comparison.ts';
import { jsonataOf } from './expressions.ts';
import { assignJsonPath, compileJsonataResults, inputSelector, outputPath } from './output.ts';

interface Way {
  readonly holds: (scope: Scope) => Eventually<boolean>;
  readonly leave: Leave;
}

type Leave = (strand: Strand, input: Payload, scope: Scope) => Eventually<Step | undefined>;

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export class ChoiceNode extends BaseNode {
  readonly #select: (strand: Strand) => Payload;
  readonly #ways: readonly Way[];
  readonly #otherwise: Leave;

  constructor(name: string, state: ChoiceState, compilation: Compilation) {
    super(name, state);
    this.#select = inputSelector(state);
    this.#ways = state.Choices.map((rule, index) => ({
      holds: condition(rule, index, state.QueryLanguage),
      leave: leaving(state, rule, compilation, `Choices[${index}]/`),
    }));
    this.#otherwise =
      state.Default === undefined
        ? noWay
        : leaving(state, { ...results(state), Next: state.Default }, compilation, '');
  }

  protected override execute(strand: Strand): Eventually<Step | undefined> {
    const input = this.#select(strand);
    return this.#try(0, strand, input, new StrandScope(strand, input.value));
  }

  /** The first rule that holds, from `index` on. */
  #try(index: number, strand: Strand, input: Payload, scope: Scope): Eventually<Step | undefined> {
    for (let at = index; at < this.#ways.length; at++) {
      const way = this.#ways[at]!;
      const holds = way.holds(scope);
      if (holds instanceof Promise) {
        return holds.then((yes) =>
          yes ? way.leave(strand, input, scope) : this.#try(at + 1, strand, input, scope),
        );
      }
      if (holds) return way.leave(strand, input, scope);
    }
    return this.#otherwise(strand, input, scope);
  }
}

function results(state: ChoiceState): Results {
  return {
    ...(state.Assign !== undefined && { Assign: state.Assign }),
    ...(state.Output !== undefined && { Output: state.Output }),
  };
}

/** Recorded: the state's own Assign and Output hold for Default alone; a rule has its own. */
function leaving(
  state: ChoiceState,
  rule: Results & { readonly Next: string },
  compilation: Compilation,
  place: string,
): Leave {
  const next: () => StateNode | undefined = successor(rule, compilation);
  if (state.QueryLanguage === 'JSONata') {
    const leave = compileJsonataResults(rule, place);
    return (strand, input, scope) => leave(strand, scope, input, next());
  }
  const assign = assignJsonPath(rule.Assign);
  const output = outputPath(state.OutputPath);
  return (strand, input) => strand.exit(output(strand, input), assign(strand, input.value), next());
}

function condition(rule: ChoiceRule, index: number, language: QueryLanguage): Way['holds'] {
  if (language === 'JSONPath') return compileComparison(rule);
  const { Condition } = rule;
  if (typeof Condition !== 'string') return () => Condition === true;
  const evaluate = jsonataOf(Condition, `Choices[${index}]/Condition`, 'boolean');
  return (scope) => chain(evaluate(scope), (value) => value === true);
}

function noWay(): never {
  throw new StatesError(
    'States.NoChoiceMatched',
    'Failed to transition out of the state. The state does not point to a next state.',
  );
}
