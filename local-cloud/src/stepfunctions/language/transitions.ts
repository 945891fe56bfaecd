import { allBranches, stateAt } from './branches.ts';
import { type Branch, type Definition, isWorkState, type State } from './definition.ts';
import { type Diagnostic, type ErrorCode, fieldOf, itemOf } from './diagnostics.ts';

const MAX_NAME_LENGTH = 80;

/** What the graph of states gets wrong: names, targets that are not there, no end, no way to a state. */
export function checkTransitions(definition: Definition): Diagnostic[] {
  const branches = allBranches(definition);
  return [
    ...checkNames(branches),
    ...branches.flatMap(({ branch, location }) => checkBranch(branch, location)),
    ...checkLabels(branches),
  ];
}

/** State names are unique in the whole machine, not only in their branch. */
function checkNames(branches: ReturnType<typeof allBranches>): Diagnostic[] {
  const seen = new Set<string>();
  const found: Diagnostic[] = [];
  for (const { branch, location } of branches) {
    for (const name of Object.keys(branch.States)) {
      const at = stateAt(location, name);
      if (seen.has(name))
        found.push(problem('DUPLICATE_STATE_NAME', `Duplicate State name: ${name}`, at));
      seen.add(name);
      const length = [...name].length;
      if (length === 0 || length > MAX_NAME_LENGTH) {
        found.push(problem('INVALID_STATE_NAME', `Invalid State name: '${name}'`, at));
      }
    }
  }
  return found;
}

/** Labels name Map Runs, so they too are unique in the machine. */
function checkLabels(branches: ReturnType<typeof allBranches>): Diagnostic[] {
  const seen = new Set<string>();
  return branches.flatMap(({ branch, location }) =>
    Object.entries(branch.States).flatMap(([name, state]) => {
      if (state.Type !== 'Map' || state.Label === undefined) return [];
      const at = fieldOf(stateAt(location, name), 'Label');
      const twice = seen.has(state.Label);
      seen.add(state.Label);
      return twice
        ? [problem('DUPLICATE_LABEL_NAME', `Duplicate Label name: ${state.Label}`, at)]
        : [];
    }),
  );
}

/**
 * AWS names the field 'Next' whatever the field is called, and says nothing about unreachable
 * states where there is no terminal state.
 */
function checkBranch(branch: Branch, location: string): Diagnostic[] {
  const edges = [
    { target: branch.StartAt, location: fieldOf(location, 'StartAt') },
    ...Object.entries(branch.States).flatMap(([name, state]) =>
      transitionsOf(state, stateAt(location, name)),
    ),
  ];
  const dangling = edges
    .filter(({ target }) => !Object.hasOwn(branch.States, target))
    .map((edge) =>
      problem('MISSING_TRANSITION_TARGET', `Missing 'Next' target: ${edge.target}`, edge.location),
    );
  return [...dangling, ...(hasEnd(branch) ? unreachable(branch, location) : [noEnd(location)])];
}

function noEnd(location: string): Diagnostic {
  const diagnostic = problem('MISSING_END_STATE', 'Workflow has no terminal state', location);
  const { location: _, ...unplaced } = diagnostic;
  return location === '/' ? unplaced : diagnostic;
}

function hasEnd(branch: Branch): boolean {
  return Object.values(branch.States).some(
    (state) => state.Type === 'Succeed' || state.Type === 'Fail' || ('End' in state && state.End),
  );
}

function unreachable(branch: Branch, location: string): Diagnostic[] {
  const reached = new Set<string>();
  const open = [branch.StartAt];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = Object.hasOwn(branch.States, name) ? branch.States[name] : undefined;
    if (reached.has(name) || !state) continue;
    reached.add(name);
    open.push(...transitionsOf(state, '').map(({ target }) => target));
  }
  return Object.keys(branch.States)
    .filter((name) => !reached.has(name))
    .map((name) =>
      problem(
        'MISSING_TRANSITION_TARGET',
        `State "${name}" is not reachable.`,
        stateAt(location, name),
      ),
    );
}

interface Edge {
  readonly target: string;
  readonly location: string;
}

function transitionsOf(state: State, location: string): Edge[] {
  const edges: Edge[] = [];
  const add = (target: string | undefined, at: string) => {
    if (target !== undefined) edges.push({ target, location: at });
  };
  if ('Next' in state) add(state.Next, fieldOf(location, 'Next'));
  if (state.Type === 'Choice') {
    state.Choices.forEach((rule, index) => {
      add(rule.Next, fieldOf(itemOf(fieldOf(location, 'Choices'), index), 'Next'));
    });
    add(state.Default, fieldOf(location, 'Default'));
  }
  if (isWorkState(state)) {
    state.Catch?.forEach((catcher, index) => {
      add(catcher.Next, fieldOf(itemOf(fieldOf(location, 'Catch'), index), 'Next'));
    });
  }
  return edges;
}

function problem(code: ErrorCode, message: string, location: string): Diagnostic {
  return { severity: 'ERROR', code, message, location };
}
