import type {
  ChangeSetSummary,
  DescribeChangeSetOutput,
  Parameter,
  StackEvent as ShownEvent,
  Stack,
  StackResource,
  StackSummary,
} from '@aws-sdk/client-cloudformation';
import type { ChangeSet } from './change-set.ts';
import type { Source, StackEvent, StackRecord } from './stack-record.ts';

/** Nobody looks for drift here. */
const NOT_CHECKED = { StackDriftStatus: 'NOT_CHECKED' } as const;
export const IN_STEP = { DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' } } as const;

/** A stack as DescribeStacks shows it. */
export function shownStack(record: StackRecord): Stack {
  const { source } = record;
  const description = source?.description;
  return {
    ...shownInList(record),
    ...(description !== undefined && { Description: description }),
    Parameters: source === undefined ? [] : shownParameters(source),
    Capabilities: [...(source?.capabilities ?? [])],
    Tags: [...(source?.tags ?? [])],
    Outputs: [...(record.stack?.outputs ?? [])].map(([OutputKey, { value, description }]) => ({
      OutputKey,
      OutputValue: value,
      ...(description !== undefined && { Description: description }),
    })),
    NotificationARNs: [],
    DisableRollback: false,
    EnableTerminationProtection: record.isProtected,
  };
}

/** And as ListStacks does. */
export function shownInList(record: StackRecord): StackSummary & { CreationTime: Date } {
  const { name, id, status, reason, created, updated, deleted } = record;
  return {
    StackName: name,
    StackId: id,
    StackStatus: status,
    ...(reason !== undefined && { StackStatusReason: reason }),
    CreationTime: new Date(created),
    ...(updated !== undefined && { LastUpdatedTime: new Date(updated) }),
    ...(deleted !== undefined && { DeletionTime: new Date(deleted) }),
    DriftInformation: NOT_CHECKED,
  };
}

function shownParameters({ template: { Parameters }, parameters }: Source): Parameter[] {
  return Object.entries(Parameters).map(([ParameterKey, { Default, NoEcho }]) => ({
    ParameterKey,
    ParameterValue:
      String(NoEcho) === 'true' ? '****' : (parameters[ParameterKey] ?? String(Default)),
  }));
}

/** The resources of a stack, with how each of them is. */
export function shownResources(record: StackRecord): (StackResource & { Timestamp: Date })[] {
  const last = new Map(record.events.map((event) => [event.logicalId, event]));
  return (record.stack?.resources ?? []).map(({ logicalId, physicalId, type }) => {
    const { at = record.created, status = 'CREATE_COMPLETE', reason } = last.get(logicalId) ?? {};
    return {
      StackName: record.name,
      StackId: record.id,
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceType: type,
      Timestamp: new Date(at),
      ResourceStatus: status,
      ...(reason !== undefined && { ResourceStatusReason: reason }),
    };
  });
}

export function shownEvent({ name, id }: StackRecord, event: StackEvent): ShownEvent {
  const { physicalId, reason } = event;
  return {
    StackId: id,
    EventId: event.id,
    StackName: name,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: physicalId ?? '',
    ResourceType: event.type,
    Timestamp: new Date(event.at),
    ResourceStatus: event.status,
    ...(reason !== undefined && { ResourceStatusReason: reason }),
  };
}

/** A change set as DescribeChangeSet shows it. */
export function shownChangeSet(record: StackRecord, changeSet: ChangeSet): DescribeChangeSetOutput {
  const { source, changes } = changeSet;
  return {
    ...shownChangeSetInList(record, changeSet),
    Parameters: shownParameters(source),
    NotificationARNs: [],
    RollbackConfiguration: {},
    Capabilities: [...source.capabilities],
    Tags: [...source.tags],
    Changes: [...changes],
  };
}

/** And as ListChangeSets does. */
export function shownChangeSetInList(record: StackRecord, changeSet: ChangeSet): ChangeSetSummary {
  const { id, name, created, description, status, reason, execution } = changeSet;
  return {
    StackId: record.id,
    StackName: record.name,
    ChangeSetId: id,
    ChangeSetName: name,
    ExecutionStatus: execution,
    Status: status,
    ...(reason !== undefined && { StatusReason: reason }),
    CreationTime: new Date(created),
    ...(description !== undefined && { Description: description }),
    IncludeNestedStacks: false,
  };
}
