import { AwsClient } from 'aws4fetch';
import { secretsConfig } from '../config.ts';

/**
 * The present value of a secret in AWS Secrets Manager, by its one request that we need: AWS's own
 * client would be three times the bundle of a function that only reads.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export async function readSecret(arn: string): Promise<string> {
  const { endpoint, timeoutMs, ...credentials } = secretsConfig();
  // Whoever waits for it has no time for a second attempt, and makes it themselves.
  const client = new AwsClient({ ...credentials, service: 'secretsmanager', retries: 0 });
  const answer = await client.fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'secretsmanager.GetSecretValue',
    },
    body: JSON.stringify({ SecretId: arn }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!answer.ok) {
    throw new Error(`Secrets Manager answered ${answer.status}: ${await answer.text()}`);
  }
  return ((await answer.json()) as { SecretString: string }).SecretString;
}
