import { errorOutput } from '../execution/failure.ts';
import type { CompiledCatcher } from '../execution/node.ts';
import { payloadOf } from '../execution/payload.ts';
import { StrandScope } from '../execution/scope.ts';
import type { Catcher, QueryLanguage } from '../language/definition.ts';
import { type Compilation, successor } from './base.ts';
import { place } from './expressions.ts';
import { assignJsonPath, compileJsonataResults } from './output.ts';

/** Compiles `Catch`. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export function compileCatchers(
  catchers: readonly Catcher[] = [],
  language: QueryLanguage,
  compilation: Compilation,
): CompiledCatcher[] {
  const compile = language === 'JSONata' ? catchJsonata : catchJsonPath;
  return catchers.map((catcher, index) => ({
    definition: catcher,
    errors: catcher.ErrorEquals,
    caught: compile(catcher, compilation, `Catch[${index}]/`),
  }));
}

/** ResultPath puts the error into the state's input; by default it takes its place. */
function catchJsonPath(catcher: Catcher, compilation: Compilation): CompiledCatcher['caught'] {
  const next = successor(catcher, compilation);
  const assign = assignJsonPath(catcher.Assign);
  const put = resultPath(catcher.ResultPath);
  return (strand, failure) => {
    const error = { ...errorOutput(failure) };
    const output = payloadOf(put(strand.input.value, error), strand.input);
    return strand.exit(output, assign(strand, error), next());
  };
}

function resultPath(text: string | null | undefined): ReturnType<typeof place> {
  if (text === null) return (input) => input;
  if (text === undefined || text === '$') return (_input, error) => error;
  return place(text);
}

function catchJsonata(
  catcher: Catcher,
  compilation: Compilation,
  place: string,
): CompiledCatcher['caught'] {
  const next = successor(catcher, compilation);
  const leave = compileJsonataResults(catcher, place);
  return (strand, failure) => {
    const error = { ...errorOutput(failure) };
    const scope = new StrandScope(strand, strand.input.value, { errorOutput: error });
    return leave(strand, scope, payloadOf(error), next());
  };
}
