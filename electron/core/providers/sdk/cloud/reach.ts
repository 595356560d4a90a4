// What answered where the service should: something else than the service itself.
import type { Failure } from '../../../../../shared/errors';
import { unavailable } from '../errors';
import type { HttpAnswer } from '../http';
import { isHtml } from '../refusals';
import type { Refuse } from './refusals';

export function refusalOfReach(answer: HttpAnswer, refuse: Refuse): Failure {
  const { status } = answer;
  if (isHtml(answer) || (status >= 200 && status < 300))
    return unavailable(isHtml(answer) ? 'html_instead' : 'unexpected_answer', {
      details: `HTTP ${String(status)} ${answer.headers['content-type'] ?? ''}`,
    });
  return refuse(answer, 'without a sign-in');
}
