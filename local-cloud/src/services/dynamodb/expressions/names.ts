import type { Condition, Operand } from './syntax.ts';

/** The attributes of the item that a condition looks at. */
export function attributeNames(condition: Condition): Set<string> {
  const names = new Set<string>();
  visitCondition(condition, (operand) => {
    if (operand.kind === 'path') names.add(String(operand.path[0]));
  });
  return names;
}

function visitCondition(condition: Condition, visit: (operand: Operand) => void): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      visitCondition(condition.left, visit);
      visitCondition(condition.right, visit);
      return;
    case 'not':
      visitCondition(condition.of, visit);
      return;
    default:
      for (const operand of operandsOf(condition)) visitOperand(operand, visit);
  }
}

function operandsOf(
  condition: Exclude<Condition, { kind: 'and' | 'or' | 'not' }>,
): readonly Operand[] {
  if (condition.kind === 'compare') return [condition.left, condition.right];
  if (condition.kind === 'between') return [condition.operand, condition.lower, condition.upper];
  if (condition.kind === 'in') return [condition.operand, ...condition.candidates];
  return condition.operands;
}

function visitOperand(operand: Operand, visit: (operand: Operand) => void): void {
  visit(operand);
  if (operand.kind === 'size') visitOperand(operand.of, visit);
}
