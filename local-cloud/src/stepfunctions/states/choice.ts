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
import { decide, type Leave, type Way } from './choice/question.ts';
import { jsonataOf } from './expressions.ts';
import { assignJsonPath, compileJsonataResults, inputSelector, outputPath } from './output.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export class ChoiceNode extends BaseNode {
  readonly #select: (strand: Strand) => Payload;
  readonly #first: Way;

  constructor(name: string, state: ChoiceState, compilation: Compilation) {
    super(name, state);
    this.#select = inputSelector(state);
    const otherwise: Way =
      state.Default === undefined
        ? noWay
        : leaving(state, { ...results(state), Next: state.Default }, compilation, '');
    this.#first = state.Choices.reduceRight<Way>((no, rule, index) => {
      const yes = leaving(state, rule, compilation, `Choices[${index}]/`);
      return question(rule, index, state.QueryLanguage, yes, no);
    }, otherwise);
  }

  protected override execute(strand: Strand): Eventually<Step | undefined> {
    const input = this.#select(strand);
    return decide(this.#first, strand, input, new StrandScope(strand, input.value));
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

function question(
  rule: ChoiceRule,
  index: number,
  language: QueryLanguage,
  yes: Way,
  no: Way,
): Way {
  if (language === 'JSONPath') return compileComparison(rule, yes, no);
  const { Condition } = rule;
  if (typeof Condition !== 'string') return Condition === true ? yes : no;
  const evaluate = jsonataOf(Condition, `Choices[${index}]/Condition`, 'boolean');
  const holds = (scope: Scope) => chain(evaluate(scope), (value) => value === true);
  return { holds, yes, no };
}

function noWay(): never {
  throw new StatesError(
    'States.NoChoiceMatched',
    'Failed to transition out of the state. The state does not point to a next state.',
  );
}
