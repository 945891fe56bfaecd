import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type GetItemCommandInput,
  type ScanCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { conditionHolds } from './fake-condition.ts';
import type { Item } from './item.ts';

/**
 * A table of DynamoDB with the key `id`, for the tests of the handlers: GetItem, Scan
 * with a filter, an item a page, and UpdateItem with SET, REMOVE and a condition. What else an
 * expression may say is refused by name.
 */
export class FakeTable {
  readonly #items = new Map<string, Item>();

  get items(): Item[] {
    return [...this.#items.values()];
  }

  item(id: string): Item {
    return this.#items.get(id)!;
  }

  /** Gives an item other attributes, as somebody else may have done meanwhile. */
  change(id: string, attributes: Item): void {
    this.#items.set(id, { ...this.#items.get(id), ...attributes });
  }

  getItem({ Key }: GetItemCommandInput) {
    return { Item: this.#items.get(Key!.id!.S!) };
  }

  scan(input: ScanCommandInput) {
    const at = this.items.findIndex(({ id }) => id?.S === input.ExclusiveStartKey?.id?.S) + 1;
    const item = this.items[at];
    if (item === undefined) return { Items: [] };
    const passes = conditionHolds(input.FilterExpression!, item, input);
    return { Items: passes ? [item] : [], LastEvaluatedKey: { id: item.id! } };
  }

  updateItem(input: UpdateItemCommandInput) {
    refuseUnused(input);
    const { Key, ConditionExpression, ReturnValues } = input;
    const id = Key!.id!.S!;
    const before = this.#items.get(id);
    if (ConditionExpression && !conditionHolds(ConditionExpression, before ?? {}, input)) {
      throw new ConditionalCheckFailedException({
        message: 'The conditional request failed',
        $metadata: {},
        ...(before && { Item: before }),
      });
    }
    const after = updated({ ...Key, ...before }, input);
    this.#items.set(id, after);
    return { Attributes: ReturnValues === 'ALL_NEW' ? after : before };
  }
}

/** DynamoDB refuses names and values that no expression uses. */
function refuseUnused(input: UpdateItemCommandInput): void {
  const { ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = input;
  const expressions = `${input.UpdateExpression} ${input.ConditionExpression}`;
  const used = new Set(expressions.match(/[#:]\w+/g));
  const given = Object.keys({ ...ExpressionAttributeNames, ...ExpressionAttributeValues });
  const unused = given.filter((placeholder) => !used.has(placeholder));
  if (unused.length > 0) throw new Error(`No expression uses ${unused.join(', ')}.`);
}

/** `SET a = :a, b = if_not_exists(b, :b) REMOVE c, d`. */
function updated(item: Item, input: UpdateItemCommandInput): Item {
  const { UpdateExpression = '', ExpressionAttributeNames: names = {} } = input;
  const [, sets, removes] = /^SET (.*?)(?: REMOVE (.*))?$/.exec(UpdateExpression)!;
  const removed = removes?.split(', ').map((name) => names[name] ?? name) ?? [];
  const kept = Object.entries(item).filter(([name]) => !removed.includes(name));
  const set = sets!.split(/, (?![^(]*\))/).map((clause) => setBy(clause, item, input));
  return Object.fromEntries([...kept, ...set]);
}

function setBy(clause: string, item: Item, input: UpdateItemCommandInput) {
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = input;
  const parts = /^(#?\w+) = (?:(:\w+)|if_not_exists\((\w+), (:\w+)\))$/.exec(clause);
  if (!parts) throw new Error(`The fake table does not know "${clause}".`);
  const [, name, value, earlier, otherwise] = parts;
  const attribute: AttributeValue = (earlier && item[earlier]) || values[value ?? otherwise!]!;
  return [names[name!] ?? name!, attribute] as const;
}
