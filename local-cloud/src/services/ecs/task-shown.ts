import type {
  Attachment,
  Container,
  ContainerDefinition,
  Task as TaskShown,
} from '@aws-sdk/client-ecs';
import type { Task } from './tasks.ts';

const date = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms));

/** A task as the API shows it; its tags only when they are asked for. */
export function taskOf(task: Task, container: ContainerDefinition, withTags = false): TaskShown {
  const { containerOverrides = [], ...others } = task.overrides;
  const shown: TaskShown = {
    attachments: [attachmentOf(task)],
    attributes: [{ name: 'ecs.cpu-architecture', value: 'x86_64' }],
    availabilityZone: `${task.arn.split(':')[3]}a`,
    clusterArn: task.clusterArn,
    ...(task.pullStartedAt !== undefined && {
      connectivity: 'CONNECTED',
      connectivityAt: date(task.pullStartedAt),
    }),
    containers: [shownContainer(task, container)],
    ...task.size,
    createdAt: date(task.createdAt),
    desiredStatus: task.desired,
    enableExecuteCommand: false,
    ephemeralStorage: { sizeInGiB: 20 },
    executionStoppedAt: date(task.executionStoppedAt),
    group: task.group,
    healthStatus: 'UNKNOWN',
    inferenceAccelerators: [],
    lastStatus: task.status,
    launchType: 'FARGATE',
    overrides: {
      ...others,
      containerOverrides:
        containerOverrides.length > 0 ? containerOverrides : [{ name: container.name }],
      inferenceAcceleratorOverrides: [],
    },
    platformFamily: 'Linux',
    platformVersion: '1.4.0',
    pullStartedAt: date(task.pullStartedAt),
    pullStoppedAt: date(task.startedAt),
    startedAt: date(task.startedAt),
    startedBy: task.startedBy,
    stopCode: task.stopCode,
    stoppedAt: date(task.stoppedAt),
    stoppedReason: task.stoppedReason,
    stoppingAt: date(task.stoppingAt),
    tags: withTags ? [...task.tags] : [],
    taskArn: task.arn,
    taskDefinitionArn: task.definitionArn,
    version: task.version,
  };
  return withoutUndefined(shown);
}

function shownContainer(task: Task, container: ContainerDefinition): Container {
  const { arn, id, containerId, status } = task;
  return withoutUndefined({
    containerArn: `${arn.replace(':task/', ':container/')}/${containerId}`,
    cpu: String(container.cpu ?? 0),
    exitCode: task.exitCode,
    healthStatus: 'UNKNOWN',
    image: container.image,
    lastStatus: containerStatus(task),
    memory: container.memory === undefined ? undefined : String(container.memory),
    memoryReservation:
      container.memoryReservation === undefined ? undefined : String(container.memoryReservation),
    name: container.name,
    networkBindings: [],
    networkInterfaces:
      status === 'PROVISIONING'
        ? []
        : [{ attachmentId: task.interfaceId, privateIpv4Address: addressOf(task) }],
    reason: task.containerReason,
    runtimeId: task.startedAt === undefined ? undefined : `${id}-${runtimeNumber(containerId)}`,
    taskArn: arn,
  } satisfies Container);
}

function containerStatus({ status, exitCode, stopCode }: Task): string {
  if (status === 'RUNNING') return 'RUNNING';
  return exitCode !== undefined || stopCode !== undefined ? 'STOPPED' : 'PENDING';
}

/** Its network interface, which goes with it. */
function attachmentOf(task: Task): Attachment {
  const [subnet] = task.network.awsvpcConfiguration?.subnets ?? [];
  const address = addressOf(task);
  const made = [
    {
      name: 'networkInterfaceId',
      value: `eni-0${task.interfaceId.replaceAll('-', '').slice(0, 16)}`,
    },
    { name: 'privateDnsName', value: `ip-${address.replaceAll('.', '-')}.ec2.internal` },
    { name: 'privateIPv4Address', value: address },
  ];
  return {
    id: task.interfaceId,
    type: 'ElasticNetworkInterface',
    status: attachmentStatus(task),
    details: [{ name: 'subnetId', value: subnet }, ...(task.status === 'PROVISIONING' ? [] : made)],
  };
}

function attachmentStatus({ status }: Task): string {
  if (status === 'PROVISIONING') return 'PRECREATED';
  return status === 'STOPPED' ? 'DELETED' : 'ATTACHED';
}

/** An address of the networks that are nobody's: nothing answers there. */
function addressOf({ interfaceId }: Task): string {
  const [a, b] = Buffer.from(interfaceId.slice(0, 4), 'hex');
  return `10.0.${a}.${b}`;
}

function runtimeNumber(containerId: string): number {
  return Number.parseInt(containerId.slice(0, 8), 16);
}

function withoutUndefined<Shown extends object>(shown: Shown): Shown {
  const entries = Object.entries(shown).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as Shown;
}
