import type { Json, JsonObject } from '../../core/json.ts';
import { chain, type Eventually } from '../execution/eventually.ts';
import type { StateNode, Step } from '../execution/node.ts';
import { EMPTY, type Payload, payloadOf } from '../execution/payload.ts';
import { StrandScope } from '../execution/scope.ts';
import type { Strand } from '../execution/strand.ts';
import { type Assigned, assignedBy } from '../execution/variables.ts';
import type { QueryLanguage, Results } from '../language/definition.ts';
import type { Scope } from '../query/scope.ts';
import { type Evaluate, path, payloadTemplate, place, template } from './expressions.ts';

/** Leaves a state with the result of its work. */
export type Finish = (
  strand: Strand,
  result: Payload,
  next: StateNode | undefined,
) => Eventually<Step | undefined>;

interface OutputFields extends Results {
  readonly QueryLanguage: QueryLanguage;
  readonly ResultSelector?: JsonObject;
  readonly ResultPath?: string | null;
  readonly OutputPath?: string | null;
}

/** The state's effective input: what InputPath selects. */
export function inputSelector(state: {
  readonly QueryLanguage: QueryLanguage;
  readonly InputPath?: string | null;
}): (strand: Strand) => Payload {
  const { InputPath } = state;
  if (InputPath === undefined || InputPath === '$') return (strand) => strand.input;
  if (InputPath === null) return () => EMPTY;
  const select = path(InputPath);
  return (strand) => {
    const { input } = strand;
    const selected = payloadOf(select(new StrandScope(strand, input.value)), input);
    strand.run.spec.inspect?.('afterInputPath', selected.value);
    return selected;
  };
}

export function compileFinish(state: OutputFields): Finish {
  return state.QueryLanguage === 'JSONata' ? finishJsonata(state) : finishJsonPath(state);
}

/** ResultSelector, Assign, ResultPath, OutputPath, in this order; JSONPath never has to wait. */
function finishJsonPath(state: OutputFields): Finish {
  const select = selector(state.ResultSelector);
  const assign = assignJsonPath(state.Assign);
  const join = resultPath(state.ResultPath);
  const output = outputPath(state.OutputPath);
  return (strand, result, next) => {
    const selected = select(strand, result);
    const assigned = assign(strand, selected.value);
    const joined = join(strand, selected);
    strand.run.spec.inspect?.('afterResultPath', joined.value);
    return strand.exit(output(strand, joined), assigned, next);
  };
}

type Transform = (strand: Strand, payload: Payload) => Payload;

function selector(fields: JsonObject | undefined): Transform {
  if (fields === undefined) return (_strand, result) => result;
  const evaluate = payloadTemplate(fields);
  return (strand, result) => {
    const value = evaluate(new StrandScope(strand, result.value));
    strand.run.spec.inspect?.('afterResultSelector', value);
    return payloadOf(value, result);
  };
}

function resultPath(text: string | null | undefined): Transform {
  if (text === undefined || text === '$') return (_strand, result) => result;
  if (text === null) return (strand) => strand.input;
  const put = place(text);
  return (strand, result) => payloadOf(put(strand.input.value, result.value), strand.input);
}

export function outputPath(text: string | null | undefined): Transform {
  if (text === undefined || text === '$') return (_strand, payload) => payload;
  if (text === null) return () => EMPTY;
  const select = path(text);
  return (strand, payload) => payloadOf(select(new StrandScope(strand, payload.value)), payload);
}

/** Assign and Output see the variables as they were, so both are evaluated before either takes effect. */
function finishJsonata(state: Results): Finish {
  const leave = compileJsonataResults(state);
  return (strand, result, next) =>
    leave(
      strand,
      new StrandScope(strand, strand.input.value, { result: result.value }),
      result,
      next,
    );
}

/**
 * Evaluates `Assign` and `Output`; without Output, the state's output is `fallback`. What fails names
 * its field, of a rule or catcher with its place: `Choices[0]/Output`.
 */
export function compileJsonataResults(
  state: Results,
  at = '',
): (
  strand: Strand,
  scope: Scope,
  fallback: Payload,
  next: StateNode | undefined,
) => Eventually<Step | undefined> {
  const assigner = assignJsonata(state.Assign, at);
  const output = compileOutput(state.Output, at);
  return (strand, scope, fallback, next) => {
    return chain(assigner(strand, scope), (assigned) =>
      chain(output(strand, scope, fallback), (payload) => strand.exit(payload, assigned, next)),
    );
  };
}

function compileOutput(
  output: Json | undefined,
  at: string,
): (strand: Strand, scope: Scope, fallback: Payload) => Eventually<Payload> {
  if (output === undefined) return (_strand, _scope, fallback) => fallback;
  const evaluate = template(output, 'JSONata', `${at}Output`);
  return (strand, scope) => chain(evaluate(scope), (value) => payloadOf(value, strand.input));
}

function assignJsonata(
  fields: JsonObject | undefined,
  at: string,
): (strand: Strand, scope: Scope) => Eventually<Assigned | undefined> {
  if (fields === undefined) return () => undefined;
  const evaluate: Evaluate = template(fields, 'JSONata', `${at}Assign`);
  return (strand, scope) =>
    chain(evaluate(scope), (values) => assignedBy(values as JsonObject, strand.node!.name));
}

/** `Assign` of a JSONPath state: `$` is what the state came to, before ResultPath (recorded). */
export function assignJsonPath(
  fields: JsonObject | undefined,
): (strand: Strand, value: Json) => Assigned | undefined {
  if (fields === undefined) return () => undefined;
  const evaluate = payloadTemplate(fields);
  return (strand, value) =>
    assignedBy(evaluate(new StrandScope(strand, value)) as JsonObject, strand.node!.name);
}
