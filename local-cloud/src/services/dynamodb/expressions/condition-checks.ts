import {
  compare,
  showValue,
  TYPE_NAMES,
  type TypeName,
  typeOf,
} from '../values/attribute-value.ts';
import type { ConditionProblems } from './condition.ts';
import { type Operand, samePath, showPath } from './syntax.ts';

/** How many operands each function of a condition takes. */
const FUNCTIONS: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};
const MAX_IN_OPERANDS = 100;

/** False: there is no function of that name. */
export function checkFunction(
  name: string,
  operands: readonly Operand[],
  problems: ConditionProblems,
): boolean {
  const count = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (count === undefined) return false;
  if (count !== operands.length) {
    problems.add(
      'count',
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
    );
    return true;
  }
  checkDistinct(name, operands, problems);
  checkOperands(name, operands, problems);
  return true;
}

function checkOperands(
  name: string,
  operands: readonly Operand[],
  problems: ConditionProblems,
): void {
  if (name === 'attribute_exists' || name === 'attribute_not_exists') {
    if (operands[0]!.kind === 'path') return;
    problems.add(
      'operands',
      `Operator or function requires a document path; operator or function: ${name}`,
    );
  } else if (name === 'begins_with') {
    for (const operand of operands) {
      const type = knownType(operand);
      if (type !== undefined && type !== 'S' && type !== 'B') wrongType(name, type, problems);
    }
  } else if (name === 'size') {
    const type = knownType(operands[0]!);
    if (type === 'N' || type === 'BOOL' || type === 'NULL') wrongType(name, type, problems);
  } else if (name === 'attribute_type') {
    checkTypeName(operands[1]!, problems);
  }
}

function checkTypeName(operand: Operand, problems: ConditionProblems): void {
  if (operand.kind !== 'value' || operand.value.S === undefined) {
    const type = knownType(operand) ?? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}';
    wrongType('attribute_type', type, problems);
  } else if (!TYPE_NAMES.includes(operand.value.S as TypeName)) {
    problems.add(
      'operands',
      `Invalid attribute type name found; type: ${operand.value.S}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
    );
  }
}

function wrongType(name: string, type: string, problems: ConditionProblems): void {
  problems.add(
    'operands',
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
  );
}

/** Only strings, numbers and binaries have an order. */
export function checkOrdered(
  operator: string,
  operands: readonly Operand[],
  problems: ConditionProblems,
): void {
  for (const operand of operands) {
    const type = knownType(operand);
    if (type !== undefined && !['S', 'N', 'B'].includes(type)) wrongType(operator, type, problems);
  }
}

export function checkDistinct(
  operator: string,
  operands: readonly Operand[],
  problems: ConditionProblems,
): void {
  const [first, second] = operands;
  if (first?.kind !== 'path' || second?.kind !== 'path') return;
  if (!samePath(first.path, second.path)) return;
  problems.add(
    'distinct',
    `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${showPath(first.path)}`,
  );
}

export function checkBounds(lower: Operand, upper: Operand, problems: ConditionProblems): void {
  checkOrdered('BETWEEN', [lower, upper], problems);
  if (lower.kind !== 'value' || upper.kind !== 'value') return;
  const bounds = `lower bound operand: ${showValue(lower.value)}, upper bound operand: ${showValue(upper.value)}`;
  if (typeOf(lower.value) !== typeOf(upper.value)) {
    problems.add(
      'operands',
      `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`,
    );
  } else if ((compare(lower.value, upper.value) ?? 0) > 0) {
    problems.add(
      'operands',
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
    );
  }
}

export function checkInOperands(candidates: readonly Operand[], problems: ConditionProblems): void {
  if (candidates.length <= MAX_IN_OPERANDS) return;
  problems.add(
    'count',
    `The IN operator is provided with too many operands; number of operands: ${candidates.length}`,
  );
}

/** The type an operand has whatever the item holds. */
function knownType(operand: Operand): TypeName | undefined {
  if (operand.kind === 'size') return 'N';
  return operand.kind === 'value' ? typeOf(operand.value) : undefined;
}
