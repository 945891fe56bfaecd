import { isObject, type Json, type JsonObject, setMember } from '../../core/json.ts';
import { compileExpression, type Expression } from './expression.ts';
import { PathSyntaxError } from './jsonpath/errors.ts';

/**
 * Compiles a payload template (Parameters, ResultSelector, ItemSelector, BatchInput, Assign in
 * JSONPath): a member `name.$` takes the value of its path or intrinsic call, all else stands
 * for itself. Parts without expressions are given as they are, not copied.
 * Throws PathSyntaxError. https://states-language.net/spec.html#payload-template
 */
export function compileTemplate(template: Json): Expression {
  return compileNode(template) ?? (() => template);
}

/** Undefined for a part without expressions. */
function compileNode(template: Json): Expression | undefined {
  if (Array.isArray(template)) return compileArray(template);
  return isObject(template) ? compileObject(template) : undefined;
}

function compileArray(template: readonly Json[]): Expression | undefined {
  const items = template.map(compileNode);
  if (items.every((item) => item === undefined)) return undefined;
  const all = items.map((item, index) => item ?? (() => template[index]!));
  return (scope) => all.map((item) => item(scope));
}

/** So many members take time that counts, about as much as so many steps of JSONata. */
const MANY = 100;

interface Member {
  readonly name: string;
  /** Undefined: `constant` is the value. */
  readonly evaluate: Expression | undefined;
  readonly constant: Json;
}

function compileObject(template: JsonObject): Expression | undefined {
  const members = Object.entries(template).map(compileMember);
  if (members.every(({ evaluate }) => evaluate === undefined)) return undefined;
  const isLarge = members.length > MANY;
  return (scope) => {
    if (isLarge) scope.apart?.spend(members.length);
    const result: JsonObject = {};
    for (const { name, evaluate, constant } of members) {
      setMember(result, name, evaluate === undefined ? constant : evaluate(scope));
    }
    return result;
  };
}

function compileMember([name, constant]: [string, Json]): Member {
  if (!name.endsWith('.$')) return { name, evaluate: compileNode(constant), constant };
  if (typeof constant === 'string') {
    return { name: name.slice(0, -2), evaluate: compileExpression(constant, name), constant };
  }
  throw new PathSyntaxError(
    JSON.stringify(constant),
    `The value for the field '${name}' must be a valid JSONPath`,
  );
}
