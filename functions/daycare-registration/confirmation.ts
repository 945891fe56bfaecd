import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** What became of a registration: the output of the workflow. */
export interface Confirmation {
  readonly registrationId: string;
  readonly status: 'CONFIRMED';
  readonly weekdays: readonly string[];
  readonly age: number;
  readonly monthlyFee: number;
  readonly startDate: string;
}

export type Item = Readonly<Record<string, AttributeValue>>;

/** The confirmation that an item of the registrations table is, if it is one. */
export function confirmationOf(item: Item | undefined): Confirmation | undefined {
  if (item?.status?.S !== 'CONFIRMED') return undefined;
  return {
    registrationId: item.registrationId?.S ?? '',
    status: 'CONFIRMED',
    weekdays: weekdaysOf(item),
    age: Number(item.age?.N),
    monthlyFee: Number(item.monthlyFee?.N),
    startDate: item.startDate?.S ?? '',
  };
}

export function weekdaysOf(item: Item): string[] {
  return (item.weekdays?.L ?? []).map(({ S = '' }) => S);
}
