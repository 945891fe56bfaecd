import * as z from 'zod';
import { contentAt, contentUri } from './content.ts';
import { given, passed, serverlessType } from './made.ts';

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-layerversion.html */
export const serverlessLayerVersion = serverlessType({
  type: 'AWS::Serverless::LayerVersion',
  properties: z.strictObject({
    ContentUri: contentUri,
    ...passed(['LayerName', 'Description', 'LicenseInfo']),
    ...passed(['CompatibleRuntimes', 'CompatibleArchitectures']),
    /** Versions of before stay until a restart. */
    RetentionPolicy: z.enum(['Retain', 'Delete']).optional(),
  }),
  expand({ ContentUri, RetentionPolicy: _retention, ...described }, made) {
    made.addMain(
      'AWS::Lambda::LayerVersion',
      given({ LayerName: made.id, ...described, Content: contentAt(ContentUri) }),
    );
  },
});
