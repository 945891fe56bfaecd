import type { CompiledBranch, StateNode } from '../execution/node.ts';
import type { Machine } from '../execution/run.ts';
import type { Branch, Definition, State } from '../language/definition.ts';
import type { Compilation } from './base.ts';
import { ChoiceNode } from './choice.ts';
import { DistributedMapNode } from './distributed-map.ts';
import { FailNode } from './fail.ts';
import { MapNode } from './map.ts';
import { ParallelNode } from './parallel.ts';
import { PassNode } from './pass.ts';
import { SucceedNode } from './succeed.ts';
import { TaskNode } from './task.ts';
import { WaitNode } from './wait.ts';

/** Turns a validated definition into linked nodes, once for all of its executions. */
export function compileMachine(definition: Definition): Machine {
  const maps = new Map<string, DistributedMapNode>();
  return { definition, branch: compileBranch(definition, maps), maps };
}

/** @param maps takes the Distributed Maps */
function compileBranch(branch: Branch, maps: Map<string, DistributedMapNode>): CompiledBranch {
  const nodes = new Map<string, StateNode>();
  const compilation: Compilation = {
    resolve: (name) => nodes.get(name)!,
    branch: (inner) => compileBranch(inner, maps),
    machine: (inner, language) => compileMachine({ ...inner, QueryLanguage: language }),
  };
  for (const [name, state] of Object.entries(branch.States)) {
    const node = compileState(name, state, compilation);
    nodes.set(name, node);
    if (node instanceof DistributedMapNode) maps.set(name, node);
  }
  return { start: nodes.get(branch.StartAt)!, nodes };
}

/** One state as a node; `compilation` finds the states that it leads to. */
export function compileState(name: string, state: State, compilation: Compilation): StateNode {
  switch (state.Type) {
    case 'Pass':
      return new PassNode(name, state, compilation);
    case 'Task':
      return new TaskNode(name, state, compilation);
    case 'Choice':
      return new ChoiceNode(name, state, compilation);
    case 'Wait':
      return new WaitNode(name, state, compilation);
    case 'Succeed':
      return new SucceedNode(name, state);
    case 'Fail':
      return new FailNode(name, state);
    case 'Parallel':
      return new ParallelNode(name, state, compilation);
    case 'Map':
      return state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED'
        ? new DistributedMapNode(name, state, compilation)
        : new MapNode(name, state, compilation);
  }
}
