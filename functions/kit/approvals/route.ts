import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { HttpAnswer } from '../http.ts';
import { logger } from '../logger.ts';
import { failedPage } from './pages.ts';

/**
 * The work behind `/approvals/{id}`. What fails is logged and answered with a page: JSON is no
 * answer for a person. The id is the key to the decision and is not logged.
 */
export function pageRoute(
  work: (id: string, event: APIGatewayProxyEventV2) => Promise<HttpAnswer>,
): (event: APIGatewayProxyEventV2) => Promise<HttpAnswer> {
  return async (event) => {
    try {
      return await work(event.pathParameters?.id ?? '', event);
    } catch (error) {
      logger.error('The page could not be made', error as Error);
      return failedPage();
    }
  };
}
