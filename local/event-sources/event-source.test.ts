import { newSqsEvent } from '../../tests/support/call.ts';
import { invoke } from './event-source.ts';

const { Records: records } = newSqsEvent(['a', 'b', 'c']);

test('what the handler reports is to be tried again, and nothing else', async () => {
  const failed = await invoke(
    () => Promise.resolve({ batchItemFailures: [{ itemIdentifier: '1' }] }),
    records,
  );
  expect(failed).toEqual(new Set(['1']));
});

test('a handler that returns nothing has taken everything', async () => {
  expect(await invoke(() => Promise.resolve(undefined), records)).toEqual(new Set());
});

test('a handler that throws has taken nothing', async () => {
  const failed = await invoke(() => Promise.reject(new Error('database away')), records);
  expect(failed).toEqual(new Set(['0', '1', '2']));
});

test('a handler that reports a message it was not given is believed in nothing', async () => {
  const failed = await invoke(
    () => Promise.resolve({ batchItemFailures: [{ itemIdentifier: 'unheard of' }] }),
    records,
  );
  expect(failed).toEqual(new Set(['0', '1', '2']));
});
