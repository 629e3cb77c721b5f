import { collect } from './collect.ts';

/**
 * Lets those share one answer who ask the same question while others are being answered. It is looked
 * for after the last of them has asked, so nobody's is older than the question.
 * @param ask its answer must be good for everybody, and for any number of them
 */
export function share<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
): (question: Question) => Promise<Answer> {
  return collect((questions: Question[]) => {
    const answers = new Map<string, Promise<Answer>>();
    return Promise.all(
      questions.map((question) => {
        const key = JSON.stringify(question);
        const answer = answers.get(key) ?? ask(question);
        answers.set(key, answer);
        return answer;
      }),
    );
  });
}
