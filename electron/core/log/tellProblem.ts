// What becomes of anything that is thrown before a window sees it, a database keeps it or somebody copies it for support. Services quote what
// they were sent, and providers take their words over: here they are made safe, once for all of them.
import { toAppError, type AppError } from '../../../shared/errors';
import { explainDisk } from '../db/diskProblems';

export type TellProblem = (error: unknown, supportId: string) => AppError;

export function problemTeller(redact: (text: string) => string): TellProblem {
  return (error, supportId) => {
    const problem = toAppError(explainDisk(error), supportId);
    return problem.details === undefined ? problem : { ...problem, details: redact(problem.details) };
  };
}
