import { isDeepStrictEqual } from 'node:util';
import type {
  Change,
  ChangeSetStatus,
  ExecutionStatus,
  ResourceChange,
} from '@aws-sdk/client-cloudformation';
import { type Json, memberOf } from '../../core/json.ts';
import { writeJson } from '../../core/json-write.ts';
import type { StackResource } from '../../deploy/deploy.ts';
import type { Template } from '../../deploy/template.ts';
import type { Source } from './stack-record.ts';

/** A change that is looked at before it is made. */
export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly created: number;
  readonly description: string | undefined;
  readonly onFailure: 'DELETE' | 'ROLLBACK';
  readonly roleArn: string | undefined;
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
  const change = (LogicalResourceId: string, more: ResourceChange): Change => {
    const [was, is] = [now, after].map((all) => memberOf(all, LogicalResourceId));
    const PhysicalResourceId = physical.get(LogicalResourceId);
    return {
      Type: 'Resource',
      ResourceChange: {
        ...{ LogicalResourceId, ResourceType: (is ?? was)!.Type, Scope: [], Details: [] },
        ...(PhysicalResourceId !== undefined && { PhysicalResourceId }),
        ...(was && { BeforeContext: contextOf(was) }),
        ...(is && { AfterContext: contextOf(is) }),
        ...more,
      },
    };
  };
  const isThere = (all: Template['Resources'], id: string) => Object.hasOwn(all, id);
  const modified = Object.keys(after)
    .filter((id) => isThere(now, id))
    .filter((id) => textOf(now[id]!) !== textOf(after[id]!));
  return [
    ...Object.keys(after)
      .filter((id) => !isThere(now, id))
      .map((id) => change(id, { Action: 'Add' })),
    ...modified.map((id) =>
      change(id, { Action: 'Modify', Replacement: 'False', Scope: ['Properties'] }),
    ),
    ...Object.keys(now)
      .filter((id) => !isThere(after, id))
      .map((id) => change(id, { Action: 'Remove' })),
  ];
}

/** What is said of a resource, where it is asked for. */
function contextOf({ Properties }: Template['Resources'][string]): string {
  return writeJson({ Properties });
}

function textOf(resource: Template['Resources'][string]): string {
  return writeJson(resource as unknown as Json);
}
