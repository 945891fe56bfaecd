import type { Run } from './replay.ts';

/** A definition as it was written: what the graph needs of it. */
export interface Written {
  readonly StartAt: string;
  readonly Comment?: string;
  readonly States: Readonly<Record<string, WrittenState>>;
}

export interface WrittenState {
  readonly Type: string;
  readonly Comment?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Catch?: readonly { readonly Next: string; readonly ErrorEquals: readonly string[] }[];
  readonly Retry?: readonly object[];
  readonly Branches?: readonly Written[];
  readonly ItemProcessor?: Written & { readonly ProcessorConfig?: { readonly Mode?: string } };
  readonly Iterator?: Written;
  /** Of a Distributed Map: a part of its children's ARNs. */
  readonly Label?: string;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'next' | 'choice' | 'catch';
}

/** Before the first state, and after the last: names that no state has. */
export const START = '\u0000start';
export const END = '\u0000end';

/** The levels inside a state: the branches of a Parallel, the processor of a Map. */
export function levelsOf({ Branches, ItemProcessor, Iterator }: WrittenState): readonly Written[] {
  const inside = ItemProcessor ?? Iterator;
  return Branches ?? (inside ? [inside] : []);
}

/** Every way from one state to another at one level, each once. */
export function edgesOf({ States }: Written): Edge[] {
  const edges = Object.entries(States).flatMap(([from, state]) => edgesFrom(from, state));
  return [...new Map(edges.map((edge) => [edgeKey(edge), edge])).values()];
}

export function edgeKey({ from, to, kind }: Edge): string {
  return JSON.stringify([from, to, kind === 'catch']);
}

function edgesFrom(from: string, state: WrittenState): Edge[] {
  const choices = [...(state.Choices ?? []).map(({ Next }) => Next), state.Default];
  const isLast = state.End === true || state.Type === 'Succeed' || state.Type === 'Fail';
  return [
    ...choices.flatMap((to) => (to === undefined ? [] : [{ from, to, kind: 'choice' as const }])),
    ...(state.Next === undefined ? [] : [{ from, to: state.Next, kind: 'next' as const }]),
    ...(state.Catch ?? []).map(({ Next }) => ({ from, to: Next, kind: 'catch' as const })),
    ...(isLast ? [{ from, to: END, kind: 'next' as const }] : []),
  ];
}

/** The part of a definition that a history tells: the states that were entered, and the ways taken. */
export function definitionOf(run: Run): Written {
  return levelOf(run, []) ?? { StartAt: '', States: {} };
}

/** @param around the states that the level is inside of, which a history from a file may have once more */
function levelOf(run: Run, around: readonly string[]): Written | undefined {
  const stays = run.stays.filter((stay) => stay.parent?.state === around.at(-1));
  if (stays.length === 0) return undefined;
  const States = new Map<string, WrittenState>();
  for (const { state, events } of stays) {
    if (States.has(state)) continue;
    const nexts = stays.filter(({ from }) => from?.state === state).map((next) => next.state);
    const Type = /^(.*)StateEntered$/.exec(events[0]!.type)?.[1] ?? 'Pass';
    const inside = around.includes(state) ? undefined : levelOf(run, [...around, state]);
    States.set(state, {
      Type,
      Choices: [...new Set(nexts)].map((Next) => ({ Next })),
      End: nexts.length === 0,
      ...(inside && { Branches: [inside] }),
    });
  }
  return { StartAt: stays[0]!.state, States: Object.fromEntries(States) };
}
