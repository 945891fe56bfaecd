import type { MapItem } from '../../execution/context.ts';
import { chain, type Eventually } from '../../execution/eventually.ts';
import { type Payload, payloadOf } from '../../execution/payload.ts';
import { StrandScope } from '../../execution/scope.ts';
import type { Strand } from '../../execution/strand.ts';
import type { MapState } from '../../language/definition.ts';
import { template } from '../expressions.ts';

/** What an iteration is given: the item itself, or what ItemSelector makes of it. */
export type ItemInput = (strand: Strand, input: Payload, item: MapItem) => Eventually<Payload>;

/** `ItemSelector`; older JSONPath definitions say `Parameters`. */
export function compileItemSelector(state: MapState): ItemInput {
  const fields = state.ItemSelector ?? state.Parameters;
  if (fields === undefined) return (_strand, _input, item) => payloadOf(item.Value);
  const field = state.ItemSelector === undefined ? 'Parameters' : 'ItemSelector';
  const evaluate = template(fields, state.QueryLanguage, field);
  return (strand, input, item) =>
    chain(evaluate(new ItemScope(strand, input, item)), (value) => payloadOf(value));
}

/** The Map's own scope, with one item's `Map.Item` in its context object. */
class ItemScope extends StrandScope {
  readonly #item: MapItem;
  readonly #of: Strand;

  constructor(strand: Strand, input: Payload, item: MapItem) {
    super(strand, input.value);
    this.#item = item;
    this.#of = strand;
  }

  override get context(): StrandScope['context'] {
    return { ...this.#of.context, Map: { Item: { ...this.#item } } };
  }
}
