import { toError } from '../../shared/domain/errors.ts';
import { logger } from '../../shared/logger.ts';

/** The request that CloudFormation sends for a custom resource; only the fields used here. */
export interface CloudFormationRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** Presigned; accepts one PUT. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

export function isFromCloudFormation(event: unknown): event is CloudFormationRequest {
  return typeof event === 'object' && event !== null && 'ResponseURL' in event;
}

/**
 * Runs the work and reports the result to CloudFormation, which rolls back dependent resources
 * after a failure. A deleted stack needs no work.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 * @throws when the response could not be delivered; Lambda then repeats the invocation
 */
export async function answerCloudFormation<Result>(
  request: CloudFormationRequest,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  if (request.RequestType === 'Delete') {
    await answer(request, { Status: 'SUCCESS' });
    return undefined;
  }
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    logger.error('migration failed', toError(error));
    // CloudFormation accepts no response above 4 KB.
    await answer(request, { Status: 'FAILED', Reason: String(error).slice(0, 1_000) });
    return undefined;
  }
  await answer(request, { Status: 'SUCCESS' });
  return result;
}

interface Outcome {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
}

async function answer(
  { ResponseURL, StackId, RequestId, LogicalResourceId }: CloudFormationRequest,
  outcome: Outcome,
) {
  const body = JSON.stringify({
    ...outcome,
    StackId,
    RequestId,
    LogicalResourceId,
    // Constant, because CloudFormation deletes the old resource when the id changes.
    PhysicalResourceId: LogicalResourceId,
  });
  // The signature does not cover a content type, so none may be sent.
  const response = await fetch(ResponseURL, { method: 'PUT', body: Buffer.from(body) });
  if (!response.ok) throw new Error(`CloudFormation's bucket answered ${response.status}`);
}
