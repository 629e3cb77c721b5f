import { newSqsEvent } from '../../tests/support/call.ts';
import { invoke } from './event-source.ts';

const { Records: records } = newSqsEvent(['a', 'b', 'c']);

test('retries exactly the messages that the handler reports', async () => {
  const failed = await invoke(
    () => Promise.resolve({ batchItemFailures: [{ itemIdentifier: '1' }] }),
    records,
  );
  expect(failed).toEqual(new Set(['1']));
});

test('retries nothing when the handler returns nothing', async () => {
  expect(await invoke(() => Promise.resolve(undefined), records)).toEqual(new Set());
});

test('retries everything when the handler throws', async () => {
  const failed = await invoke(() => Promise.reject(new Error('database away')), records);
  expect(failed).toEqual(new Set(['0', '1', '2']));
});

test('retries everything when the handler reports an unknown message id', async () => {
  const failed = await invoke(
    () => Promise.resolve({ batchItemFailures: [{ itemIdentifier: 'unheard of' }] }),
    records,
  );
  expect(failed).toEqual(new Set(['0', '1', '2']));
});
