import type { S3Object } from '@aws-sdk/client-textract';
import type { Members } from '../../core/contract.ts';

/** The constraints of the API model. */
export const s3Object: { readonly members: Members<S3Object> } = {
  members: {
    Bucket: { length: [3, 255], pattern: '[0-9A-Za-z\\.\\-_]*' },
    Name: { length: [1, 1024], pattern: '.*\\S.*' },
    Version: { length: [1, 1024], pattern: '.*\\S.*' },
  },
};

export const jobTag = { length: [1, 64], pattern: '[a-zA-Z0-9_.\\-:]+' } as const;
export const clientRequestToken = { length: [1, 64], pattern: '^[a-zA-Z0-9-_]+$' } as const;
export const notificationChannel = {
  members: {
    SNSTopicArn: {
      required: true,
      length: [20, 1024],
      pattern: '(^arn:([a-z\\d-]+):sns:[a-zA-Z\\d-]{1,20}:\\w{12}:.+$)',
    },
    RoleArn: {
      required: true,
      length: [20, 2048],
      pattern: 'arn:([a-z\\d-]+):iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+',
    },
  },
} as const;
