import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import { SAVED_EXECUTION, type SavedExecution } from '../execution/saved.ts';
import { SAVED_SPEC, type SavedSpec, specOf } from '../execution/saved-map-run.ts';
import type { MachineType } from '../execution/types.ts';
import { loadShapes } from '../integrations/refusal.ts';
import { deleteStateMachine } from './actions/deleteStateMachine.ts';
import type { Context } from './context.ts';
import { taskResources } from './definition-states.ts';
import type { KnownExecution } from './execution-store.ts';
import { parse } from './revision.ts';
import type { Alias, Revision, StateMachine, Version } from './state-machine.ts';

/** A revision as it is saved: it is compiled again. Others name it by its place among all. */
type SavedRevision = Omit<Revision, 'machine'> & { readonly type: MachineType };
type SavedVersion = Omit<Version, 'revision'> & { readonly revision: number };

interface SavedMachine extends Omit<StateMachine, 'versions' | 'current'> {
  readonly versions: ReadonlyMap<string, SavedVersion>;
  readonly current: number;
}

interface SavedMachines {
  readonly revisions: readonly SavedRevision[];
  readonly machines: readonly SavedMachine[];
  readonly executions: readonly {
    readonly revision: number;
    readonly spec: SavedSpec;
    readonly execution: SavedExecution;
  }[];
}

const type = z.enum(['STANDARD', 'EXPRESS']);

const SAVED = shape<SavedMachines>({
  revisions: z.array(
    shape<SavedRevision>({
      type,
      id: z.string().optional(),
      definition: z.string(),
      roleArn: z.string(),
      logging: given(),
      tracing: z.boolean(),
      encryption: given(),
      date: z.number(),
    }),
  ),
  machines: z.array(
    shape<SavedMachine>({
      arn: z.string(),
      name: z.string(),
      type,
      creationDate: z.number(),
      tags: z.map(z.string(), z.string()),
      published: z.strictObject({ description: z.string().optional() }).optional(),
      versions: z.map(
        z.string(),
        shape<SavedVersion>({
          arn: z.string(),
          number: z.number(),
          revision: z.number(),
          description: z.string().optional(),
          creationDate: z.number(),
        }),
      ),
      aliases: z.map(z.string(), given<Alias>()),
      lastVersion: z.number(),
      current: z.number(),
      deleting: z.boolean(),
    }),
  ),
  executions: z.array(
    z.strictObject({ revision: z.number(), spec: SAVED_SPEC, execution: SAVED_EXECUTION }),
  ),
});

/**
 * State machines with their versions and aliases, and the executions of Standard ones. Those of
 * Express machines that run are lost: whoever waits for them has gone.
 */
export class MachinesState implements State {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  save(): Json {
    const { engine, machines, executions } = this.#context;
    const revisions = new Map<Revision, { place: number; type: MachineType }>();
    const place = (revision: Revision, type: MachineType) => {
      const known = revisions.get(revision) ?? { place: revisions.size, type };
      revisions.set(revision, known);
      return known.place;
    };
    const saved = {
      machines: machines.list().map((machine) => ({
        ...machine,
        current: place(machine.current, machine.type),
        versions: new Map(
          [...machine.versions].map(([arn, { revision, ...version }]) => [
            arn,
            { ...version, revision: place(revision, machine.type) },
          ]),
        ),
      })),
      executions: executions.all().map(({ execution, revision }) => ({
        revision: place(revision, execution.spec.type),
        spec: specOf(execution.spec),
        execution: engine.save(execution),
      })),
    };
    const all = [...revisions].map(([{ machine: _, ...revision }, { type }]) => ({
      ...revision,
      type,
    }));
    return toJson({ ...saved, revisions: all });
  }

  load(json: Json): void {
    const { engine, machines, executions } = this.#context;
    const saved = fromJson(json, SAVED);
    const revisions = saved.revisions.map(({ type, ...revision }) => ({
      ...revision,
      machine: engine.compile(parse(revision.definition, { type })),
    }));
    for (const machine of saved.machines) machines.add(withRevisions(machine, revisions));
    const known = saved.executions.map(({ revision: place, spec, execution }) => {
      const revision = revisions[place]!;
      const made = engine.load({ ...spec, machine: revision.machine }, execution);
      return { execution: made, revision };
    });
    executions.load(known);
  }

  resume(): void {
    const { cloud, integrations, machines, executions } = this.#context;
    const resources = machines
      .list()
      .flatMap(({ current }) => [...taskResources(current.machine.definition)]);
    cloud.background('Shapes of operations', () => loadShapes(integrations, resources));
    for (const known of executions.all()) this.#goOn(known);
    for (const { arn, deleting } of machines.list()) if (deleting) this.#delete(arn);
  }

  #goOn({ execution, revision }: KnownExecution): void {
    const { engine, running } = this.#context;
    if (execution.status === 'RUNNING') running.begin(execution.spec, revision);
    engine.resume(execution);
  }

  /** Once the executions have ended that it still waits for. */
  #delete(stateMachineArn: string): void {
    void deleteStateMachine(this.#context).handle({ stateMachineArn } as never, {} as never);
  }
}

function withRevisions(saved: SavedMachine, revisions: readonly Revision[]): StateMachine {
  const versions = [...saved.versions].map(([arn, version]) => {
    return [arn, { ...version, revision: revisions[version.revision]! }] as const;
  });
  return { ...saved, current: revisions[saved.current]!, versions: new Map(versions) };
}
