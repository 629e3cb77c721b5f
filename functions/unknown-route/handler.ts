import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { answerUnknownRoute } from './answer-unknown-route.ts';

export const handler = httpHandler(answerUnknownRoute);
