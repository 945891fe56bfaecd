import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item } from './item.ts';

const EXISTENCE = /\battribute_(not_)?exists\((#?\w+)\)/g;
const COMPARISON = /([#:]?\w+) (=|<>|<|>) ([#:]?\w+)/g;
const PARENTHESES = /\(([^()]*)\)/;

/**
 * Whether a ConditionExpression holds for an item, as DynamoDB reads it: comparisons,
 * `attribute_exists` and `attribute_not_exists`, put together by AND, OR and parentheses. Anything
 * else is refused by name.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export function conditionHolds(
  expression: string,
  item: Item,
  {
    ExpressionAttributeNames = {},
    ExpressionAttributeValues = {},
  }: Partial<UpdateItemCommandInput>,
): boolean {
  const read = (operand: string) =>
    operand.startsWith(':')
      ? ExpressionAttributeValues[operand]
      : item[ExpressionAttributeNames[operand] ?? operand];
  let text = expression
    .replace(EXISTENCE, (_, not, path) => String((read(path) === undefined) === Boolean(not)))
    .replace(COMPARISON, (_, a, is, b) => String(compare(read(a), is, read(b))));
  while (PARENTHESES.test(text)) text = text.replace(PARENTHESES, (_, flat) => String(any(flat)));
  return any(text);
}

/** What is missing equals nothing: it is unequal to everything, and neither less nor more. */
function compare(a: AttributeValue | undefined, is: string, b: AttributeValue | undefined) {
  const isEqual = a !== undefined && JSON.stringify(a) === JSON.stringify(b);
  if (is === '=') return isEqual;
  if (is === '<>') return !isEqual;
  return is === '<' ? Number(a?.N) < Number(b?.N) : Number(a?.N) > Number(b?.N);
}

/** `true AND false OR true`: AND binds closer. */
function any(text: string): boolean {
  const parts = text.split(' OR ').map((part) => part.split(' AND ').map(truth));
  return parts.some((part) => part.every(Boolean));
}

function truth(word: string): boolean {
  if (word !== 'true' && word !== 'false') {
    throw new Error(`The fake table does not know "${word}" in a condition.`);
  }
  return word === 'true';
}
