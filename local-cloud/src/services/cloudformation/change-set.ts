import { isDeepStrictEqual } from 'node:util';
import type { Change, ChangeSetStatus, ExecutionStatus } from '@aws-sdk/client-cloudformation';
import type { Json } from '../../core/json.ts';
import { writeJson } from '../../core/json-write.ts';
import type { StackResource } from '../../deploy/deploy.ts';
import type { Template } from '../../deploy/template.ts';
import type { Source } from './stacks.ts';

/** A change that is looked at before it is made. */
export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly created: number;
  readonly description: string | undefined;
  readonly onFailure: 'DELETE' | 'ROLLBACK';
  readonly source: Source;
  readonly changes: readonly Change[];
  readonly status: ChangeSetStatus;
  readonly reason?: string;
  execution: ExecutionStatus;
}

export const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** Whether a stack that is made from one is another one than a stack that is made from the other. */
export function differs(before: Source, after: Source): boolean {
  const of = ({ template, parameters, tags }: Source) => [
    ...SECTIONS.map((section) => writeJson(template[section] as unknown as Json)),
    parameters,
    tags,
  ];
  return !isDeepStrictEqual(of(before), of(after));
}

const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Rules', 'Resources', 'Outputs'] as const;

/** What becomes of the resources, by what the templates say of them. */
export function changesOf(
  before: Template | undefined,
  { Resources: after }: Template,
  made: readonly StackResource[],
): Change[] {
  const now = before?.Resources ?? {};
  const physical = new Map(made.map(({ logicalId, physicalId }) => [logicalId, physicalId]));
  const change = (LogicalResourceId: string, ResourceType: string, more: object): Change => ({
    Type: 'Resource',
    ResourceChange: {
      ...{ LogicalResourceId, ResourceType, Scope: [], Details: [] },
      ...(physical.has(LogicalResourceId) && {
        PhysicalResourceId: physical.get(LogicalResourceId),
      }),
      ...more,
    },
  });
  const added = Object.entries(after)
    .filter(([id]) => !Object.hasOwn(now, id))
    .map(([id, { Type }]) => change(id, Type, { Action: 'Add' }));
  const modified = Object.entries(after)
    .filter(([id, resource]) => Object.hasOwn(now, id) && textOf(now[id]!) !== textOf(resource))
    .map(([id, { Type }]) =>
      change(id, Type, { Action: 'Modify', Replacement: 'False', Scope: ['Properties'] }),
    );
  const removed = Object.entries(now)
    .filter(([id]) => !Object.hasOwn(after, id))
    .map(([id, { Type }]) => change(id, Type, { Action: 'Remove' }));
  return [...added, ...modified, ...removed];
}

function textOf(resource: Template['Resources'][string]): string {
  return writeJson(resource as unknown as Json);
}
