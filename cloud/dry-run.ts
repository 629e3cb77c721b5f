import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { S3Client } from '@aws-sdk/client-s3';
import type { Cloud } from './deploy-bakery.ts';

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
}

/**
 * Starts a dry run. Every request to AWS is printed instead of sent, so a dry run needs no
 * credentials. The stack is packaged instead of deployed, and the value of each output is its name.
 * @param packageStack builds the package, and returns the package's folder
 */
export function startDryRun(
  stack: string,
  packageStack: () => Promise<string>,
  print: (step: string) => void,
): Cloud {
  // The clients require a region, but send no request to it.
  const region = 'eu-central-1';
  const s3 = new S3Client({ region });
  const cloudFront = new CloudFrontClient({ region });
  s3.middlewareStack.add(printInsteadOfSending(print), { step: 'initialize' });
  cloudFront.middlewareStack.add(printInsteadOfSending(print), { step: 'initialize' });

  async function deployStack() {
    const { Resources, Outputs } = await readTemplate(await packageStack());
    const types = Object.values(Resources).map(({ Type }) => Type);
    const functions = types.filter((type) => type === 'AWS::Lambda::Function');
    print(
      `deploy stack ${stack}: ${types.length} resources, ${functions.length} of them functions`,
    );
    return Object.fromEntries(Object.keys(Outputs).map((name) => [name, `<${name}>`]));
  }
  return { deployStack, s3, cloudFront };
}

async function readTemplate(folder: string): Promise<Template> {
  const file = join(folder, 'cloudformation-template-update-stack.json');
  return JSON.parse(await readFile(file, 'utf8')) as Template;
}

/** The printed fields of a request. */
interface Input {
  readonly Bucket?: string;
  readonly Key?: string;
  readonly DistributionId?: string;
  readonly InvalidationBatch?: { readonly Paths?: { readonly Items?: readonly string[] } };
}

/**
 * Middleware that prints a request and does not call the next middleware, which would read
 * credentials and send the request.
 */
function printInsteadOfSending(print: (step: string) => void) {
  return (_next: unknown, { clientName = '', commandName = '' }: Record<string, string>) =>
    ({ input }: { input: object }) => {
      const { Bucket, Key, DistributionId, InvalidationBatch } = input as Input;
      const paths = InvalidationBatch?.Paths?.Items ?? [];
      const target = [Bucket ?? DistributionId, Key, ...paths].filter((part) => part !== undefined);
      const operation = [clientName.replace(/Client$/, ''), commandName.replace(/Command$/, '')];
      print([...operation, ...target].join(' '));
      return Promise.resolve({ response: undefined, output: { $metadata: {} } });
    };
}
